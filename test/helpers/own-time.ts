import { waitedForProcessorMs } from './processor-wait.ts';

/** Real time without what other programs took of the processor from this thread, ms. */
export const ownTime = () => performance.now() - waitedForProcessorMs('thread-self');

/**
 * How long this thread works on something that does not wait, ms. A round may include garbage
 * collection or compilation: while one takes too long another is tried, and the best of three
 * counts.
 */
export function leastMs(work: () => void, limitMs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3 && least >= limitMs; turn += 1) {
    const started = ownTime();
    work();
    least = Math.min(least, ownTime() - started);
  }
  return least;
}
