import { DAY_MS, HOUR_MS } from '../../../domain/durations.ts';
import type { Words } from '../../../words/words.ts';

/** A period of retention: in days, or in hours where it is shorter than one. */
export function periodInWords({ keeping }: Words, ms: number): string {
  const withOneDigit = (count: number) => Math.round(count * 10) / 10;
  return ms >= DAY_MS
    ? keeping.days(withOneDigit(ms / DAY_MS))
    : keeping.hours(Math.max(0.1, withOneDigit(ms / HOUR_MS)));
}
