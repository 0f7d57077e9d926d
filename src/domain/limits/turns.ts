/** Assigns turns, so that a speaker with many messages does not keep others waiting. */
export interface Turns {
  /** The turn of a new arrival: the one after its speaker's last, never one that has passed. */
  next(speaker: string): number;
  /** Marks this turn as reached. */
  reached(turn: number): void;
  /** The queue is empty: all speakers start again, in order of arrival. */
  allPassed(): void;
}

/** Above this many remembered speakers, those whose turns have all passed are dropped. */
const REMEMBERED = 1000;

/**
 * Turns for speakers who share one queue: it is worked off by turn, and within a turn by arrival. A
 * turn holds one item of each speaker, so a newcomer waits for at most one item of each other
 * speaker, and each speaker's own order is kept. (Start-time fair queueing with equal costs.)
 *
 * @param waiting the items already waiting, as after a restart
 */
export function createTurns(
  waiting: Iterable<{ readonly speaker: string; readonly turn: number }>,
): Turns {
  const last = new Map<string, number>();
  let now = 0;
  let isFirst = true;
  for (const { speaker, turn } of waiting) {
    last.set(speaker, Math.max(turn, last.get(speaker) ?? 0));
    now = isFirst ? turn : Math.min(now, turn);
    isFirst = false;
  }

  /** A speaker whose turns have all passed counts as a newcomer. */
  const forgetPassed = () => {
    for (const [speaker, turn] of last) if (turn < now) last.delete(speaker);
  };

  return {
    next: (speaker) => {
      const turn = Math.max((last.get(speaker) ?? -1) + 1, now);
      last.set(speaker, turn);
      if (last.size > REMEMBERED) forgetPassed();
      return turn;
    },
    reached: (turn) => {
      now = Math.max(now, turn);
    },
    allPassed: () => {
      // The next turn comes after those put off, which wait elsewhere.
      for (const turn of last.values()) now = Math.max(now, turn + 1);
      last.clear();
    },
  };
}
