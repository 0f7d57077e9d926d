import { normaliseForSearch } from './searched-text.ts';

/* Where in a text phrases are found, compared as the search compares. */

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** A stretch of a text, in code units. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The first occurrence of each phrase, in order. */
export function firstPlaces(text: string, phrases: readonly string[]): Stretch[] {
  const { normal, places } = withPlaces(text);
  return phrases
    .flatMap((phrase) => {
      const wanted = normaliseForSearch(phrase);
      const at = wanted === '' ? -1 : normal.indexOf(wanted);
      if (at < 0) return [];
      const last = places[at + wanted.length - 1];
      return [{ from: places[at]?.from ?? 0, to: last?.to ?? text.length }];
    })
    .sort((one, other) => one.from - other.from);
}

/** More than anybody looks at in one text. */
const MOST_PLACES = 500;

/** A piece of a text: `isFound` where a phrase occurs. */
export interface MarkedPiece {
  readonly text: string;
  readonly isFound: boolean;
}

/** The text in pieces, with every occurrence of each phrase marked. */
export function markFound(text: string, phrases: readonly string[]): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let at = 0;
  for (const { from, to } of allPlaces(text, phrases)) {
    const start = Math.max(from, at);
    if (to <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), isFound: false });
    const last = pieces.at(-1);
    // Occurrences that touch are one.
    if (start === at && last?.isFound) pieces.pop();
    const before = start === at && last?.isFound ? last.text : '';
    pieces.push({ text: before + text.slice(start, to), isFound: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isFound: false });
  return pieces;
}

function allPlaces(text: string, phrases: readonly string[]): Stretch[] {
  const wanted = phrases.map(normaliseForSearch).filter((phrase) => phrase !== '');
  if (wanted.length === 0) return [];
  const { normal, places } = withPlaces(text);
  const found: Stretch[] = [];
  for (const phrase of new Set(wanted)) {
    let at = normal.indexOf(phrase);
    while (at >= 0 && found.length < MOST_PLACES) {
      const [first, last] = [places[at], places[at + phrase.length - 1]];
      if (first !== undefined && last !== undefined) found.push({ from: first.from, to: last.to });
      at = normal.indexOf(phrase, at + phrase.length);
    }
  }
  return found.sort((one, other) => one.from - other.from || other.to - one.to);
}

/** The text as it is compared, with the original position of each of its code units. */
function withPlaces(text: string): {
  readonly normal: string;
  readonly places: readonly Stretch[];
} {
  let normal = '';
  const places: Stretch[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const isBlank = /^\s+$/u.test(segment);
    const letters = isBlank ? (normal.endsWith(' ') ? '' : ' ') : normaliseForSearch(segment);
    normal += letters;
    const place = { from: index, to: index + segment.length };
    for (let unit = 0; unit < letters.length; unit += 1) places.push(place);
  }
  return { normal, places };
}
