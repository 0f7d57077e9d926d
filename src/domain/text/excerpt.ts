import { firstPlaces, type Stretch } from './found-places.ts';
import { clip } from './text.ts';

/**
 * At most `max` code units of a text, chosen around the phrases it was found by. `…` marks each
 * omission. Where the phrases themselves do not fit, the text's beginning.
 */
export function excerpt(text: string, phrases: readonly string[], max: number): string {
  if (text.length <= max) return text;
  const found = firstPlaces(text, phrases);
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
