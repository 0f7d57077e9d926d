/**
 * Search by any substring over FTS5 (DESIGN §6.9). FTS5's own trigram tokenizer finds nothing for
 * two-character words such as 東京, so we index pairs of code points. Each pair is written in hex
 * digits around an `x`: the unicode61 tokenizer keeps it whole, and no text that people write
 * reaches the query syntax.
 */
import { fold } from './text.ts';

/** The form a search compares: NFKC, lower case, white space collapsed, one form of sigma. */
export function normaliseForSearch(text: string): string {
  // Lower-casing picks ς or σ by the following letter, which a substring does not have.
  return fold(text).replaceAll('ς', 'σ');
}

const hex = (codePoint: string) => codePoint.codePointAt(0)?.toString(16) ?? '';

/**
 * How many code points of a text are indexed. A LINE text has up to 5,000 characters, but
 * normalising can turn one into eighteen (U+FDFA): eight hundred such texts would block all others.
 */
export const SEARCHED_MAX = 10_000;

/** A longer search uses only its beginning: a phrase query takes time for each of its pairs. */
const ASKED_MAX = 1000;

/** The part of a text that is indexed, normalised; `cut`: the text goes on after it. */
export function searchedPart(text: string): {
  readonly codePoints: readonly string[];
  readonly cut: boolean;
} {
  const normal = normaliseForSearch(text.slice(0, SEARCHED_MAX));
  if (text.length <= SEARCHED_MAX && normal.length <= SEARCHED_MAX) {
    return { codePoints: [...normal], cut: false };
  }
  // A code point has at most two units.
  const codePoints = [...normal.slice(0, 2 * SEARCHED_MAX)].slice(0, SEARCHED_MAX);
  const isWhole = text.length <= SEARCHED_MAX && codePoints.join('').length === normal.length;
  return { codePoints, cut: !isWhole };
}

function pairs(codePoints: readonly string[]): string[] {
  const names = codePoints.map(hex);
  return names.slice(1).map((name, index) => `${names[index]}x${name}`);
}

/** The tokens to index for `text` (see `bigramTokens`), and whether part of it is left out. */
export function bigramIndex(text: string): { readonly tokens: string; readonly cut: boolean } {
  const { codePoints, cut } = searchedPart(text);
  let tokens = '';
  let before = '';
  for (const codePoint of codePoints) {
    const name = hex(codePoint);
    if (before !== '') tokens += `${before}x${name} `;
    before = name;
  }
  return { tokens: before === '' ? '' : `${tokens}${before}x`, cut };
}

/**
 * Every pair of neighbours in order, then the last code point alone, so that a one-character search
 * finds it too. Empty for empty text.
 */
export const bigramTokens = (text: string): string => bigramIndex(text).tokens;

/**
 * The MATCH expression that finds every text containing `text`: a phrase of pairs, or a prefix for
 * a single character. Null when there is nothing to search for.
 */
export function bigramQuery(text: string): string | null {
  const codePoints = searchedPart(text).codePoints.slice(0, ASKED_MAX);
  const [first] = codePoints;
  if (first === undefined) return null;
  return codePoints.length === 1 ? `${hex(first)}x*` : `"${pairs(codePoints).join(' ')}"`;
}
