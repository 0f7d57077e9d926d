/** Lanes that failed together should not all return at the same moment. */
const JITTER = 0.2;

/**
 * The pause before the next attempt, in ms, ±20 % (so a step of 1 s ends within the 2 s that DESIGN
 * §11 allows). `attemptsMade` attempts have failed: 0 means no pause, 1 the first step of the
 * schedule. `random` lies in [0, 1). Null when the schedule is exhausted.
 */
export function pauseBefore(
  schedule: readonly number[],
  attemptsMade: number,
  random: number,
): number | null {
  if (attemptsMade < 1) return 0;
  const step = schedule[attemptsMade - 1];
  return step === undefined ? null : Math.round(step * (1 - JITTER + 2 * JITTER * random));
}
