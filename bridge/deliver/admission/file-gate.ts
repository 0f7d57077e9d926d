import type { Platform } from '../../../src/store/schema.ts';

/**
 * Limits how many files come from or go to a platform at once: words must not wait behind films.
 */
export interface FileGate {
  /** How many more files may be on their way now. */
  free(platform: Platform): number;
  /** Takes a place for a lane's file; false: the lane waits for the end of another. */
  take(platform: Platform, lane: string): boolean;
  /** A lane's file has ended, or never set out. */
  release(lane: string): void;
  /** Lanes that wait here. */
  waiting(): readonly string[];
}

/** @param most files on their way per platform */
export function createFileGate(most: number): FileGate {
  const gates = new Map<Platform, { underWay: Set<string>; waiting: Set<string> }>();

  const gateOf = (platform: Platform) => {
    const known = gates.get(platform);
    if (known !== undefined) return known;
    const fresh = { underWay: new Set<string>(), waiting: new Set<string>() };
    gates.set(platform, fresh);
    return fresh;
  };
  const free = (platform: Platform) => most - gateOf(platform).underWay.size;

  return {
    free,
    take: (platform, lane) => {
      const { underWay, waiting } = gateOf(platform);
      if (free(platform) <= 0) {
        waiting.add(lane);
        return false;
      }
      waiting.delete(lane);
      underWay.add(lane);
      return true;
    },
    release: (lane) => {
      for (const { underWay, waiting } of gates.values()) {
        // With no file under way no lane waits, and some may have given up theirs meanwhile.
        if (underWay.delete(lane) && underWay.size === 0) waiting.clear();
      }
    },
    // While a place is free no lane waits: a released lane may have no file to send any more.
    waiting: () =>
      [...gates].flatMap(([platform, { waiting }]) => (free(platform) > 0 ? [] : [...waiting])),
  };
}
