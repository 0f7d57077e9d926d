import type { Clock } from '../../domain/clock.ts';
import { MINUTE_MS } from '../../domain/durations.ts';

/** More wrong tokens in a minute than people with an old tab or a cut-off link send. */
export const MOST_WRONG = 30;

/**
 * Counts wrong tokens, of all callers together: behind a proxy they look alike. Right ones are not
 * counted, and good at any time, so nobody can lock the auditors out; 256 bits cannot be guessed at
 * any rate. What is over the limit is refused without a page.
 *
 * @returns notes one more, and says whether it is too many
 */
export function createWrongTries(clock: Clock): () => boolean {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    const now = clock.now();
    if (now - since >= MINUTE_MS) {
      since = now;
      count = 0;
    }
    count += 1;
    return count > MOST_WRONG;
  };
}
