import { DAY_MS, HOUR_MS } from './durations.ts';

/** How far Japan is ahead of UTC, the whole year. */
export const JST_MS = 9 * HOUR_MS;

/** The first instant of the next month in Japan, by which LINE counts. Epoch ms. */
export function nextMonth(now: number): number {
  const there = new Date(now + JST_MS);
  return Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 1) - JST_MS;
}

/** Whether two instants lie in the same month in Japan. */
export const isSameMonth = (one: number, other: number): boolean =>
  nextMonth(one) === nextMonth(other);

/** JavaScript's dates end here, both ways. An entry that was tampered with may lie beyond. */
const LAST_INSTANT = 8.64e15;

const inJapan = (at: number): string =>
  new Date(Math.max(-LAST_INSTANT, Math.min(at + JST_MS, LAST_INSTANT))).toISOString();

/** An instant (epoch ms) as people in Japan read it: `2026-11-22 09:05`. */
export const formatInstant = (at: number): string => inJapan(at).slice(0, 16).replace('T', ' ');

/** Like `formatInstant`, but only the time for an instant of today: `09:05`. */
export function formatTime(at: number, now: number): string {
  const [day, time = ''] = formatInstant(at).split(' ');
  return formatInstant(now).startsWith(`${day} `) ? time : formatInstant(at);
}

/**
 * The first instant of a day in Japan, written `2026-11-22`, `2026/11/22` or `2026年11月22日`.
 *
 * @returns epoch ms, or null when the text is no day
 */
export function readDay(text: string): number | null {
  const parts = /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?$/.exec(text.normalize('NFKC').trim());
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const utc = Date.UTC(year, month - 1, day);
  const read = new Date(utc);
  // JavaScript takes the year 26 for 1926.
  if (read.getUTCFullYear() !== year) return null;
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return null;
  return utc - JST_MS;
}

/** The first instant of the following day. */
export const nextDay = (dayStart: number): number => dayStart + DAY_MS;

/** An instant (epoch ms) in ISO 8601 with Japan's offset: `2026-11-22T09:05:01.234+09:00`. */
export const isoInstant = (at: number): string => `${inJapan(at).slice(0, -1)}+09:00`;
