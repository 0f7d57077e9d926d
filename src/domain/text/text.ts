/** Rules for text that hold on both platforms. Lengths are UTF-16 code units unless said otherwise. */

import { isBlank } from './visible.ts';

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Graphemes in order; one longer than `limit` is split between its code points. */
function* atoms(text: string, limit: number): Generator<string> {
  for (const { segment } of segmenter.segment(text)) {
    if (segment.length <= limit) yield segment;
    else yield* segment;
  }
}

const GAPS: ReadonlySet<string> = new Set([' ', '\t', '\u3000', '。', '．', '！', '？']);

/**
 * Cuts `text` into pieces of at most `limit` code units (LINE 5000, LINE WORKS 2000). No piece is
 * blank, since the platforms refuse blank texts: blanks between two pieces join a piece with room
 * or are dropped, and blank text gives no piece. Everything visible is kept, in order. Breaks fall
 * on grapheme boundaries and, where the last quarter of a piece offers one, after a newline or else
 * a space or sentence end. A grapheme longer than the limit is cut between code points.
 */
export function splitText(text: string, limit: number): string[] {
  if (limit < 2) throw new RangeError('a piece must have room for one code point');
  if (text.length <= limit) return isBlank(text) ? [] : [text];
  const pieces: string[] = [];
  let blank = '';
  for (const piece of cutText(text, limit)) {
    const before = pieces.at(-1);
    if (!isBlank(piece)) {
      pieces.push(blank.length + piece.length <= limit ? `${blank}${piece}` : piece);
      blank = '';
    } else if (before !== undefined && before.length + piece.length <= limit) {
      pieces[pieces.length - 1] = `${before}${piece}`;
    } else {
      blank = piece;
    }
  }
  return pieces;
}

/** Pieces that join to the input again. */
function cutText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  let end = 0;
  let newline = 0;
  let gap = 0;
  for (const atom of atoms(text, limit)) {
    while (end + atom.length - start > limit) {
      const earliest = start + Math.ceil(limit * 0.75);
      const cut = newline >= earliest ? newline : gap >= earliest ? gap : end;
      pieces.push(text.slice(start, cut));
      start = cut;
    }
    end += atom.length;
    if (atom.endsWith('\n')) newline = end;
    else if (GAPS.has(atom)) gap = end;
  }
  pieces.push(text.slice(start, end));
  return pieces;
}

/** At most `max` code units, cut on a grapheme boundary and ending in `…` when cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** At most `max` graphemes, ending in `…` (which counts) when cut: for labels (line.md §2.7). */
export function clipGraphemes(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const kept: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length === max) return `${kept.slice(0, -1).join('').trimEnd()}…`;
    kept.push(segment);
  }
  return text;
}

const SKIPPED = String.raw`\s\p{Cc}\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}/`;
const TAG_START = new RegExp(`([<\uFF1C\uFE64])(?!\u200B)(?=[${SKIPPED}]*([^${SKIPPED}]))`, 'gu');

/**
 * Makes LINE WORKS mention markup inert: `<m userId="all">` in a relayed text would ping everyone
 * (line-works.md §3). Puts a zero-width space after every `<` that an `m` follows, in any width and
 * whatever invisible characters stand between. Applying it twice changes nothing more.
 */
export function neutraliseMarkup(text: string): string {
  return text.replace(TAG_START, (whole, open: string, next: string) =>
    next.normalize('NFKC').toLowerCase().startsWith('m') ? `${open}\u200B` : whole,
  );
}

/** Folds typed words, for comparing: NFKC, lower case, white space collapsed and trimmed. */
export function fold(text: string): string {
  // Lower-casing can break the normal form (İ), so normalise again.
  const folded = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  return folded.replace(/\s+/gu, ' ').trim();
}

/** Replaces lone surrogates by U+FFFD: they cannot be encoded, and signatures would not match. */
export function wellFormed(text: string): string {
  return text.toWellFormed();
}
