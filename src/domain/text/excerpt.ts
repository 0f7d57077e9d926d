import { normaliseForSearch } from './bigrams.ts';
import { clip } from './text.ts';

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** A stretch of a text, in code units. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * At most `max` code units of a text, chosen around the phrases it was found by. `…` marks each
 * omission. Where the phrases themselves do not fit, the text's beginning.
 */
export function excerpt(text: string, phrases: readonly string[], max: number): string {
  if (text.length <= max) return text;
  const found = findAll(text, phrases);
  const begins = found.every(({ to }) => to < max);
  const needed = found.reduce((sum, { from, to }) => sum + to - from + 2, 0);
  if (begins || needed > max) return clip(text, max);
  const around = Math.floor((max - needed) / (2 * found.length));
  return found
    .map(({ from, to }) => ({ from: from - around, to: to + around }))
    .reduce<Stretch[]>(merged, [])
    .map(({ from, to }) => cut(text, Math.max(0, from), Math.min(text.length, to)))
    .join('');
}

/** Merges stretches that touch; they come in order. */
function merged(before: Stretch[], next: Stretch): Stretch[] {
  const last = before.at(-1);
  if (last === undefined || next.from > last.to) return [...before, next];
  return [...before.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }];
}

function cut(text: string, from: number, to: number): string {
  const head = from > 0 ? '…' : '';
  const tail = to < text.length ? '…' : '';
  // Never cut a character in half, at either end.
  const inside = text.slice(from, to).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
  return `${head}${inside}${tail}`;
}

/** The first occurrence of each phrase, in order, compared as the search compares. */
function findAll(text: string, phrases: readonly string[]): Stretch[] {
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
