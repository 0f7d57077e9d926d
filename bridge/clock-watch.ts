import type { Context } from '../src/context.ts';
import { setBackBy } from '../src/domain/limits/wrong-clock.ts';
import { moveBack } from '../src/store/queue/set-back.ts';

/** What counts the time in memory, and has to know when the clock was set back. */
export interface KnowsTime {
  /** The clock was set back by so much, ms. */
  movedBack(byMs: number): void;
}

/**
 * Notices that the clock was set back: all that waits would wait so much longer. A clock that is set forward only
 * makes things due.
 *
 * @param plannedAt what a run before this one planned, it planned by the clock of then; epoch ms
 * @returns to be called before anything is asked of the clock; true: it was set back
 */
export function createClockWatch(
  context: Context,
  parts: readonly KnowsTime[],
  plannedAt: number | null,
): () => boolean {
  const { clock, db, store } = context;
  let seen = plannedAt ?? clock.now();
  return () => {
    const now = clock.now();
    const byMs = setBackBy(seen, now);
    if (byMs === null) {
      seen = now;
      return false;
    }
    store.transaction(() => moveBack(db, now, byMs));
    for (const part of parts) part.movedBack(byMs);
    seen = now;
    return true;
  };
}
