import { DAY_MS } from './durations.ts';
import { JST_MS, nextDay, readDay } from './jst.ts';
import { toKatakana } from './text/kana.ts';
import { fold } from './text/text.ts';

/** A stretch of whole days in Japan. Epoch ms; `to` is exclusive. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const FARTHEST_DAYS = 3660;
/** JavaScript takes smaller years for those of the last century. */
const FIRST_YEAR = 100;

/** Names of days with their distance before today; folded, in katakana. */
const DAYS: ReadonlyMap<string, number> = named([
  [0, 'today', '今日', 'きょう', '本日'],
  [1, 'yesterday', '昨日', 'きのう', '前日'],
  [2, '一昨日', 'おととい', 'おとつい'],
]);

/** Weeks begin on Monday. */
const WEEKS: ReadonlyMap<string, number> = named([
  [0, 'this week', 'week', '今週'],
  [1, 'last week', '先週', '前週'],
  [2, '先々週', '先先週'],
]);

const MONTHS: ReadonlyMap<string, number> = named([
  [0, 'this month', 'month', '今月'],
  [1, 'last month', '先月', '前月'],
  [2, '先々月', '先先月'],
]);

const YEARS: ReadonlyMap<string, number> = named([
  [0, 'this year', 'year', '今年', 'ことし', '本年'],
  [1, 'last year', '去年', '昨年'],
  [2, '一昨年', 'おととし'],
]);

function named(rows: readonly (readonly [number, ...string[]])[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap(([back, ...names]) => names.map((name) => [keyOf(name), back])));
}

function keyOf(text: string): string {
  return toKatakana(fold(text).replace(/(?<=\p{L})[_-](?=\p{L})|\s/gu, ''));
}

/**
 * A stretch of days as people write one: a date with or without its year, a month, a year, or a
 * word such as 昨日, 3日前, 先月. Without a year, the latest one that has begun.
 *
 * @param now epoch ms
 * @returns null when the text is none of these
 */
export function readPeriod(text: string, now: number): Period | null {
  const day = readDay(text) ?? dayByDigits(text, now) ?? dayByName(text, now);
  if (day !== null) return { from: day, to: nextDay(day) };
  return byName(text, now) ?? byDigits(text, now);
}

/** Years, months (from 0, may lie outside the year) and days in Japan. */
const jst = (year: number, month: number, day = 1): number => Date.UTC(year, month, day) - JST_MS;

function partsOf(at: number) {
  const there = new Date(at + JST_MS);
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth(),
    day: there.getUTCDate(),
    /** 0 is Monday. */
    weekday: (there.getUTCDay() + 6) % 7,
  };
}

/** `11/20`, `11月20日`, `20日`, `20261120`. */
function dayByDigits(text: string, now: number): number | null {
  const said = fold(text);
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(said);
  if (packed !== null) return readDay(packed.slice(1).join('-'));
  const { year, month } = partsOf(now);
  const ofYear = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(said);
  if (ofYear !== null) {
    const [, of, day] = ofYear;
    // The last 29th of February may lie years back.
    return latest(
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map((back) => `${year - back}-${of}-${day}`),
      now,
    );
  }
  const ofMonth = /^(\d{1,2})日$/.exec(said)?.[1];
  if (ofMonth === undefined) return null;
  return latest(
    [0, 1, 2].map((back) => {
      const { year: of, month: each } = partsOf(jst(year, month - back));
      return `${of}-${each + 1}-${ofMonth}`;
    }),
    now,
  );
}

/** The first of these dates that has begun; the dates after it in the list are earlier ones. */
function latest(dates: readonly string[], now: number): number | null {
  for (const date of dates) {
    const day = readDay(date);
    if (day !== null && day <= now) return day;
  }
  return null;
}

function dayByName(text: string, now: number): number | null {
  const key = keyOf(text);
  const ago = /^(\d{1,4})(?:日前|-?days?ago)$/.exec(key)?.[1];
  const back = ago === undefined ? DAYS.get(key) : Number(ago);
  if (back === undefined || back > FARTHEST_DAYS) return null;
  const { year, month, day } = partsOf(now);
  return jst(year, month, day - back);
}

function byName(text: string, now: number): Period | null {
  const key = keyOf(text);
  const { year, month, day, weekday } = partsOf(now);
  const [weeks, months, years] = [WEEKS.get(key), MONTHS.get(key), YEARS.get(key)];
  if (weeks !== undefined) {
    const monday = jst(year, month, day - weekday - 7 * weeks);
    return { from: monday, to: monday + 7 * DAY_MS };
  }
  if (months !== undefined) return monthOf(year, month - months);
  return years === undefined ? null : yearOf(year - years);
}

const monthOf = (year: number, month: number): Period => ({
  from: jst(year, month),
  to: jst(year, month + 1),
});
const yearOf = (year: number): Period => ({ from: jst(year, 0), to: jst(year + 1, 0) });

/** `2026-11`, `2026年11月`, `11月`, `2026年`, `2026`. */
function byDigits(text: string, now: number): Period | null {
  const said = fold(text);
  const [, year, month] = /^(\d{4})(?:[-/.年](\d{1,2})月?|年)?$/.exec(said) ?? [];
  if (year !== undefined && Number(year) >= FIRST_YEAR) {
    if (month === undefined) return yearOf(Number(year));
    return isMonth(Number(month)) ? monthOf(Number(year), Number(month) - 1) : null;
  }
  const alone = /^(\d{1,2})月$/.exec(said)?.[1];
  if (alone === undefined || !isMonth(Number(alone))) return null;
  const today = partsOf(now);
  const back = Number(alone) - 1 > today.month ? 1 : 0;
  return monthOf(today.year - back, Number(alone) - 1);
}

const isMonth = (month: number) => month >= 1 && month <= 12;
