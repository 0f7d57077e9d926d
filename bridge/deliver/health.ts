import type { Clock } from '../../src/domain/clock.ts';
import type { Platform } from '../../src/store/schema.ts';

/** Lanes in trouble at once that make it the platform's fault. */
const LANES_FOR_OUTAGE = 3;
const PAUSES_MS = [1000, 2000, 5000, 10_000, 30_000, 60_000];
/** After this the fault is the messages' again: they run through their schedule and end. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;

interface Standing {
  readonly lanes: Set<string>;
  since: number;
  failures: number;
  probeAt: number;
  probing: string | null;
}

/**
 * Whether a platform answers at all. When several lanes fail at once, it is paused behind one probe, and
 * waiting costs the messages no attempts (DESIGN §6.10). Kept in memory: a restart may simply try.
 */
export interface PlatformHealth {
  /** Whether a lane may call now: freely, as the one probe, or not before an instant (epoch ms). */
  mayCall(platform: Platform, lane: string): 'free' | 'probe' | number;
  isPaused(platform: Platform): boolean;
  /** The lane had nothing to send after all. */
  giveBack(platform: Platform, lane: string): void;
  /** A call ended with a fault that says nothing about its message. */
  fault(platform: Platform, lane: string): void;
  /** The platform answered. */
  answered(platform: Platform): void;
}

export function createPlatformHealth(clock: Clock): PlatformHealth {
  const fresh = (): Standing => ({
    lanes: new Set(),
    since: 0,
    failures: 0,
    probeAt: 0,
    probing: null,
  });
  const standings: Record<Platform, Standing> = { line: fresh(), 'line-works': fresh() };

  const isPaused = (platform: Platform) => {
    const { lanes, since } = standings[platform];
    return lanes.size >= LANES_FOR_OUTAGE && clock.now() - since < PATIENCE_MS;
  };

  return {
    isPaused,
    mayCall: (platform, lane) => {
      if (!isPaused(platform)) return 'free';
      const standing = standings[platform];
      if (standing.probing !== null) return Math.max(standing.probeAt, clock.now() + 1000);
      if (clock.now() < standing.probeAt) return standing.probeAt;
      standing.probing = lane;
      return 'probe';
    },
    giveBack: (platform, lane) => {
      if (standings[platform].probing === lane) standings[platform].probing = null;
    },
    fault: (platform, lane) => {
      const standing = standings[platform];
      if (standing.lanes.size === 0) standing.since = clock.now();
      const knownDown = standing.lanes.size >= LANES_FOR_OUTAGE;
      standing.lanes.add(lane);
      const wasProbe = standing.probing === lane;
      if (wasProbe) standing.probing = null;
      if (standing.lanes.size < LANES_FOR_OUTAGE) return;
      // Calls that left before the pause say nothing new: only a probe makes it longer.
      if (knownDown && !wasProbe) return;
      const pause = PAUSES_MS[Math.min(standing.failures, PAUSES_MS.length - 1)] ?? 1000;
      standing.failures += 1;
      standing.probeAt = clock.now() + pause;
    },
    answered: (platform) => {
      standings[platform] = fresh();
    },
  };
}
