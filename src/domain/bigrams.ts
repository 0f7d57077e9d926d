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

function pairs(codePoints: readonly string[]): string[] {
  const names = codePoints.map(hex);
  return names.slice(1).map((name, index) => `${names[index]}x${name}`);
}

/**
 * The tokens to index for `text`: every pair of neighbours in order, and the last code point alone,
 * so that a search for one character finds it too. Empty for empty text.
 */
export function bigramTokens(text: string): string {
  const codePoints = [...normaliseForSearch(text)];
  const last = codePoints.at(-1);
  return last === undefined ? '' : [...pairs(codePoints), `${hex(last)}x`].join(' ');
}

/**
 * The MATCH expression that finds every text with `text` in it: a phrase of pairs, or for a single
 * character a prefix. Null when there is nothing to search for.
 */
export function bigramQuery(text: string): string | null {
  const codePoints = [...normaliseForSearch(text)];
  const [first] = codePoints;
  if (first === undefined) return null;
  return codePoints.length === 1 ? `${hex(first)}x*` : `"${pairs(codePoints).join(' ')}"`;
}
