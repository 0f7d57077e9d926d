import { DAY_MS, HOUR_MS } from '../durations.ts';
import { JST_MS } from '../jst.ts';

/* Working hours: Monday to Friday, 9 to 18 o'clock in Japan. Holidays are not known. */

const BEGINS_MS = 9 * HOUR_MS;
const ENDS_MS = 18 * HOUR_MS;
/** A longer time is not counted to its beginning. */
const LONGEST_DAYS = 60;

/** Which day it is in Japan: days since 1970. */
export const dayInJapan = (at: number): number => Math.floor((at + JST_MS) / DAY_MS);

/** The first day of 1970 was a Thursday. */
const isWeekday = (day: number): boolean => {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday >= 1 && weekday <= 5;
};

export function isWorkingTime(at: number): boolean {
  const day = dayInJapan(at);
  const time = at + JST_MS - day * DAY_MS;
  return isWeekday(day) && time >= BEGINS_MS && time < ENDS_MS;
}

/** How much working time lies between two instants; 0 when they are in the wrong order. Ms. */
export function workingMs(from: number, to: number): number {
  const last = dayInJapan(to);
  let sum = 0;
  for (let day = Math.max(dayInJapan(from), last - LONGEST_DAYS); day <= last; day += 1) {
    if (!isWeekday(day)) continue;
    const midnight = day * DAY_MS - JST_MS;
    const begins = Math.max(from, midnight + BEGINS_MS);
    const ends = Math.min(to, midnight + ENDS_MS);
    sum += Math.max(0, ends - begins);
  }
  return sum;
}
