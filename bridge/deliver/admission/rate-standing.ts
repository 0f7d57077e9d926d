import * as z from 'zod';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/domain/durations.ts';
import { PEOPLES_SHARE } from '../../../src/domain/limits/plan-limits.ts';

/** What of a count matters after a sleep: not each call, but that few are left, or none may go. */
const standing = z.object({
  api: z.string(),
  limit: z.number().positive(),
  left: z.enum(['enough', 'few', 'none']),
  /** Epoch ms. */
  resetAt: z.number(),
  refusals: z.number().nonnegative(),
  /** Epoch ms; 0: nothing is paused. */
  pausedUntil: z.number(),
});

export const rateStandings = z.array(standing);

export type RateStanding = z.infer<typeof standing>;

/** A count as it is used, as far as it is kept. */
export interface RateCount {
  limit: number;
  remaining: number;
  resetAt: number;
  refusals: number;
  pausedUntil: number;
}

/** A platform names its resets to the second, and from where it stands. */
const RESET_STEP_MS = 10 * SECOND_MS;
/** No count lasts longer: what names a later instant was written by another clock. */
const LONGEST_MS = HOUR_MS;

/**
 * @param usual the limit that is assumed before the platform names one
 * @returns null when there is nothing to know again
 */
export function standingOf(
  api: string,
  count: RateCount,
  usual: number,
  now: number,
): RateStanding | null {
  const { limit, refusals } = count;
  const pausedUntil = count.pausedUntil > now ? count.pausedUntil : 0;
  const left = now < count.resetAt ? leftOf(count) : 'enough';
  if (left === 'enough' && limit === usual && refusals === 0) return null;
  const resetAt = left === 'enough' ? 0 : Math.ceil(count.resetAt / RESET_STEP_MS) * RESET_STEP_MS;
  return { api, limit, left, resetAt, refusals, pausedUntil };
}

function leftOf({ limit, remaining }: RateCount): RateStanding['left'] {
  if (remaining <= 0) return 'none';
  return remaining <= limit * PEOPLES_SHARE ? 'few' : 'enough';
}

/** Of the few that were left, one goes ahead: its answer tells how many there are. */
export function countFrom(kept: RateStanding, now: number): RateCount {
  const { limit, left, refusals } = kept;
  const remaining = left === 'enough' ? limit : left === 'few' ? 1 : 0;
  const longest = left === 'enough' ? MINUTE_MS : LONGEST_MS;
  return {
    limit,
    remaining,
    resetAt: Math.min(kept.resetAt, now + longest),
    refusals,
    pausedUntil: Math.min(kept.pausedUntil, now + LONGEST_MS),
  };
}
