import { HOUR_MS } from '../durations.ts';
import { isSameMonth } from '../jst.ts';
import { PEOPLES_SHARE } from './plan-limits.ts';

/** Our own count of a month's pushes that LINE's figures may not contain yet. */
export interface PushCount {
  readonly pushes: number;
  /** When the latest of them was counted; epoch ms. 0: never. */
  readonly at: number;
}

/** LINE's own figures for an OA's month. Each push to one person counts as one (line.md §2.6). */
export interface ToldQuota {
  /** Null: no limit. */
  readonly limit: number | null;
  readonly used: number;
  /** When LINE was asked; epoch ms. */
  readonly askedAt: number;
}

/** All that we know of an OA's month. */
export interface QuotaFigures {
  /** Null: LINE has told us nothing yet. */
  readonly told: ToldQuota | null;
  readonly counted: PushCount;
}

/** LINE's figures are approximate (§2.5): ones below our own count are believed when so long has passed. */
const LATE_MS = HOUR_MS;

/** The best known count of this month's pushes. The month turns over in Japan. */
function usedPushes({ told, counted }: QuotaFigures, now: number): number {
  const toldNow = told !== null && isSameMonth(told.askedAt, now) ? told.used : 0;
  return toldNow + countedPushes(counted, now);
}

const countedPushes = (counted: PushCount, now: number) =>
  isSameMonth(counted.at, now) ? counted.pushes : 0;

/** Counts one more push. */
export const countPush = (counted: PushCount, now: number): PushCount => ({
  pushes: countedPushes(counted, now) + 1,
  at: now,
});

/** What remains in our own count after LINE's new figures: pushes they may not contain yet. */
export function countAfterTold(figures: QuotaFigures, told: ToldQuota, now: number): PushCount {
  const { counted } = figures;
  if (now - counted.at >= LATE_MS) return { ...counted, pushes: 0 };
  const missing = usedPushes(figures, now) - usedPushes({ told, counted: NONE }, now);
  return { ...counted, pushes: Math.max(0, missing) };
}

const NONE: PushCount = { pushes: 0, at: 0 };

/** The pushes left this month, for all purposes; null: no limit, or none known. */
export function pushesLeft(figures: QuotaFigures, now: number): number | null {
  const limit = figures.told?.limit ?? null;
  return limit === null ? null : Math.max(0, limit - usedPushes(figures, now));
}

/**
 * Pushes that notices may use: those left above the share kept for members' own messages, minus
 * those under way. Null: no limit.
 */
export function pushesForNotices(
  figures: QuotaFigures,
  underWay: number,
  now: number,
): number | null {
  const left = pushesLeft(figures, now);
  if (left === null) return null;
  const kept = Math.floor((figures.told?.limit ?? 0) * PEOPLES_SHARE);
  return Math.max(0, left - underWay - kept);
}
