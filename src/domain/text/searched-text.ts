import { fold } from './text.ts';

/** The form a search compares: NFKC, lower case, white space collapsed, one form of sigma. */
export function normaliseForSearch(text: string): string {
  // Lower-casing picks ς or σ by the following letter, which a substring does not have.
  return fold(text).replaceAll('ς', 'σ');
}

/**
 * How many code points of a text are searched. A LINE text has up to 5,000 characters, but
 * normalising can turn one into eighteen (U+FDFA): eight hundred such texts would block all others.
 */
export const SEARCHED_MAX = 10_000;

/** The part of a text that is searched, as it is compared; `cut`: the text goes on after it. */
export interface SearchedText {
  readonly folded: string;
  readonly cut: boolean;
}

/** @param text of any length, well-formed or not */
export function searchedText(text: string): SearchedText {
  const folded = normaliseForSearch(text.slice(0, SEARCHED_MAX).toWellFormed());
  if (text.length <= SEARCHED_MAX && folded.length <= SEARCHED_MAX) return { folded, cut: false };
  // A code point has at most two units.
  const begin = [...folded.slice(0, 2 * SEARCHED_MAX)].slice(0, SEARCHED_MAX).join('');
  return { folded: begin, cut: text.length > SEARCHED_MAX || begin.length < folded.length };
}
