import { excerpt } from '../../../domain/text/excerpt.ts';
import { markFound } from '../../../domain/text/found-places.ts';
import { h, type Inner } from '../html.ts';

/** How much of one text stands in a list, code units. */
const TEXT_MAX = 400;
/** Marking looks at every character: of a giant text only its beginning is looked at. */
const LOOKED_MAX = 6000;

/** A text as it is listed: around the phrases it was found by, with each of them marked. */
export function marked(text: string, phrases: readonly string[]): Inner {
  const part = excerpt(text.slice(0, LOOKED_MAX), phrases, TEXT_MAX);
  return markFound(part, phrases).map((piece) =>
    piece.isFound ? h('mark', null, piece.text) : piece.text,
  );
}
