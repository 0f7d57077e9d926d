/**
 * Search by any substring over FTS5 (DESIGN §6.9). Its own trigram tokenizer finds nothing for words
 * of two characters such as 東京, so we index pairs of code points. A pair is written in hex digits
 * around an `x`: the unicode61 tokenizer keeps that whole, and nothing people write ever reaches
 * the query syntax.
 */
import { fold } from './text.ts';

/** What is compared in search: NFKC, lower case, white space collapsed, both forms of sigma alike. */
export function normaliseForSearch(text: string): string {
  // Lower-casing gives ς or σ by what follows, which a substring cannot know.
  return fold(text).replaceAll('ς', 'σ');
}

const hex = (codePoint: string) => codePoint.codePointAt(0)?.toString(16) ?? '';

/**
 * Code points of a text that are searched at most. A text of LINE has 5,000 characters, but one may stand
 * for eighteen (U+FDFA): eight hundred such texts would keep everybody else waiting.
 */
export const SEARCHED_MAX = 10_000;

/** A longer search is made by its beginning: looking for a phrase takes as long as it has pairs. */
const ASKED_MAX = 1000;

/** As much of a text as is searched, normalised; `cut`: it goes on behind that. */
export function searchedPart(text: string): {
  readonly codePoints: readonly string[];
  readonly cut: boolean;
} {
  const normal = normaliseForSearch(text.slice(0, SEARCHED_MAX));
  // A code point has at most two units.
  const codePoints = [...normal.slice(0, 2 * SEARCHED_MAX)].slice(0, SEARCHED_MAX);
  const isWhole = text.length <= SEARCHED_MAX && codePoints.join('').length === normal.length;
  return { codePoints, cut: !isWhole };
}

function pairs(codePoints: readonly string[]): string[] {
  const names = codePoints.map(hex);
  return names.slice(1).map((name, index) => `${names[index]}x${name}`);
}

/** The tokens to index for `text` (see `bigramTokens`), and whether some of it is left out. */
export function bigramIndex(text: string): { readonly tokens: string; readonly cut: boolean } {
  const { codePoints, cut } = searchedPart(text);
  const last = codePoints.at(-1);
  const tokens = last === undefined ? '' : [...pairs(codePoints), `${hex(last)}x`].join(' ');
  return { tokens, cut };
}

/**
 * Every pair of neighbours in order, and the last code point alone, so that a search for one character
 * finds it too. Empty for empty text.
 */
export const bigramTokens = (text: string): string => bigramIndex(text).tokens;

/**
 * The MATCH expression that finds every text with `text` in it: a phrase of pairs, or for a single
 * character a prefix. Null when there is nothing to search for.
 */
export function bigramQuery(text: string): string | null {
  const codePoints = searchedPart(text).codePoints.slice(0, ASKED_MAX);
  const [first] = codePoints;
  if (first === undefined) return null;
  return codePoints.length === 1 ? `${hex(first)}x*` : `"${pairs(codePoints).join(' ')}"`;
}
