import { MINUTE_MS } from '../durations.ts';

/** A time in which nothing could be received. Epoch ms. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * A shorter stop is no news: a restart takes seconds, for which a reverse proxy holds requests
 * (docs/operations.md), and after a crash the last sign of life may be half a minute older than the
 * end.
 */
export const SHORTEST_GAP_MS = MINUTE_MS;

/**
 * Whether a start is the end of a gap.
 *
 * @param lastSignAt the last instant at which the bridge could receive, epoch ms; null: it never ran
 */
export function judgeGap(lastSignAt: number | null, startedAt: number): Gap | null {
  // Also where the clock was put back: how long nothing came is not known then.
  if (lastSignAt === null || startedAt - lastSignAt < SHORTEST_GAP_MS) return null;
  return { from: lastSignAt, to: startedAt };
}
