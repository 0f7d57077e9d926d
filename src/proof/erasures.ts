import { fieldOf, parseOrNull } from './lenient-json.ts';

/*
 * Whatever is erased from the log is listed by the entry that erased it, in its facts:
 * `"erased":{"contents":[[from,to],…],"names":[[from,to],…]}`. A content or name that is missing
 * without a later entry that lists it is a breach.
 */

/** Numbers from the first to the last, both included. */
export type Range = readonly [from: number, to: number];

/** What an entry erased: contents by the ids of their entries, names by their own numbers. */
export interface Erased {
  readonly contents: readonly Range[];
  readonly names: readonly Range[];
}

/** An entry lists at most this many ranges, so that no entry grows without limit. */
export const MOST_RANGES = 500;

/**
 * Ranges that hold exactly these ids, ascending; each id once, in any order.
 *
 * @param mayJoin whether a range may also cover the ids strictly between these two, because there is
 *   nothing left there that it could wrongly cover
 */
export function rangesOf(
  ids: readonly number[],
  mayJoin: (before: number, after: number) => boolean = () => false,
): Range[] {
  const ranges: [from: number, to: number][] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && (id === last[1] + 1 || mayJoin(last[1], id))) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges;
}

/** The share of each entry, where one can't list all; one share at least, even if it is empty. */
export function shareOut({ contents, names }: Erased, most = MOST_RANGES): Erased[] {
  const entries = Math.max(1, Math.ceil((contents.length + names.length) / most));
  return Array.from({ length: entries }, (_, index) => {
    const from = index * most;
    const [first, end] = [from - contents.length, from + most - contents.length];
    return {
      contents: contents.slice(from, from + most),
      names: names.slice(Math.max(0, first), Math.max(0, end)),
    };
  });
}

export const isInRanges = (ranges: readonly Range[], id: number): boolean =>
  ranges.some(([from, to]) => id >= from && id <= to);

/** Occurs in the facts of every entry that erased something. */
export const ERASED_MARK = '"erased":';

/**
 * What an entry's facts say that it erased; null: nothing. A pair that is no range of whole numbers
 * erases nothing, and anything else in the facts is left alone.
 */
export function erasedIn(facts: string): Erased | null {
  if (!facts.includes(ERASED_MARK)) return null;
  const erased = fieldOf(parseOrNull(facts), 'erased');
  if (typeof erased !== 'object' || erased === null) return null;
  return { contents: rangesIn(erased, 'contents'), names: rangesIn(erased, 'names') };
}

function rangesIn(erased: object, name: string): Range[] {
  const listed = fieldOf(erased, name);
  return Array.isArray(listed) ? listed.filter(isRange) : [];
}

const isRange = (value: unknown): value is Range =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((each) => Number.isSafeInteger(each) && each > 0) &&
  value[0] <= value[1];
