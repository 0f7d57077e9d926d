import { createHistogram } from 'node:perf_hooks';
import { fixed, whole } from './figures.ts';
import { scheduled, type Took } from './own-time.ts';

interface Turn extends Took {
  /** For how long it had a processor, to the system's tick. */
  readonly had: number;
}

/** Turns of the event loop while something else was done. */
export interface Turns {
  readonly count: number;
  /** Of those that took a tenth of a millisecond or longer. */
  readonly p99: number;
  readonly longest: Turn;
  /** The longest in its own time. */
  readonly longestOwn: Turn;
  /** How many took longer than 10 ms, which issue 11 allows. */
  readonly over: Took;
}

const MOST_MS = 10;
const WORK_MS = 0.1;
const NONE: Turn = { wall: 0, own: 0, had: 0 };

/**
 * Watches every turn of the event loop from now on: the time from one `setImmediate` to the next, which is what a
 * webhook that has just come waits at most. The loop does not sleep meanwhile.
 *
 * @returns ends it
 */
export function watchTurns(): () => Turns {
  const histogram = createHistogram();
  let [count, longest, longestOwn] = [0, NONE, NONE];
  let over: Took = NONE;
  let next: NodeJS.Immediate;
  let since = performance.now();
  let before = scheduled();
  const turn = () => {
    const now = scheduled();
    const wall = performance.now() - since;
    const own = wall - (now.waited - before.waited);
    if (wall > WORK_MS) {
      const had = now.had - before.had;
      count += 1;
      histogram.record(Math.round(wall * 1e6));
      if (wall > longest.wall) longest = { wall, own, had };
      if (own > longestOwn.own) longestOwn = { wall, own, had };
      over = { wall: over.wall + Number(wall > MOST_MS), own: over.own + Number(own > MOST_MS) };
    }
    next = setImmediate(turn);
    // The clock is read before and after: no waiting is taken off that does not stand in the time.
    since = performance.now();
    before = scheduled();
  };
  next = setImmediate(turn);
  return () => {
    clearImmediate(next);
    return { count, p99: histogram.percentile(99) / 1e6, longest, longestOwn, over };
  };
}

/** Both kinds of time, so that neither hides something. */
export function turnsInWords({ count, p99, longest, longestOwn, over }: Turns): string {
  const ms = fixed(1);
  const told = ({ wall, own, had }: Turn) =>
    `${ms(wall)} ms (${ms(wall - own)} of them waiting for a processor, ${ms(had)} with one)`;
  return (
    `${whole(count)} turns over 0.1 ms, p99 ${ms(p99)} ms; the longest ${told(longest)}; the longest without that waiting ` +
    `${told(longestOwn)}; over ${MOST_MS} ms ${over.wall}, without that waiting ${over.own}`
  );
}
