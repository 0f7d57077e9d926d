/** Gives out turns, so that nobody who says very much keeps others waiting. */
export interface Turns {
  /** The turn of what comes now: the one after its speaker's last, and none that has passed. */
  next(speaker: string): number;
  /** This turn has come. */
  reached(turn: number): void;
  /** Nobody waits: all begin anew, in the order in which they come. */
  allPassed(): void;
}

/** So many speakers are remembered before those are dropped whose turns have all passed. */
const REMEMBERED = 1000;

/**
 * Turns for speakers who wait in one queue: it is worked off by turn, and within a turn in order of
 * arrival. A turn holds one thing of each speaker, so that a newcomer waits for one of everybody else's, and
 * each speaker's own order is kept. (Start-time fair queueing, all things costing the same.)
 *
 * @param waiting what waits already, as after a restart
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

  /** Who has had all their turns is nobody special any more. */
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
      // Behind what was put off, and waits elsewhere.
      for (const turn of last.values()) now = Math.max(now, turn + 1);
      last.clear();
    },
  };
}
