import { clip } from '../text/text.ts';
import type { LocationContent } from './content.ts';

/** The length of a title or an address on both platforms (line.md §2.7, line-works.md §3.2). */
export const PLACE_TEXT_MAX = 100;

/** A pair of coordinates that is a point on earth; null for any other pair. */
export function pointOf(
  latitude: number | null | undefined,
  longitude: number | null | undefined,
): { readonly latitude: number; readonly longitude: number } | null {
  if (latitude == null || longitude == null) return null;
  // NaN is in no range.
  const isPoint = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPoint ? { latitude, longitude } : null;
}

/** A place in the form that both platforms have for it. */
export interface PlaceForm {
  readonly title: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Title and address in full where one of them had to be cut: sent as an extra text. */
  readonly whole: string | null;
}

/** Something visible: not marks, blanks (U+2800 is a blank glyph) or characters never drawn. */
const VISIBLE = /[^\s\u2800\p{M}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The native form of a place; null where its coordinates are no point on earth: then words describe
 * it.
 *
 * @param unnamed stands in when neither title nor address came
 * @param clean makes a text harmless for the receiver
 */
export function placeFormOf(
  content: LocationContent,
  unnamed: string,
  clean: (text: string) => string,
): PlaceForm | null {
  const point = pointOf(content.latitude, content.longitude);
  if (point === null) return null;
  const [title, address] = [content.title, content.address].map((text) => {
    const cleaned = clean(text ?? '').trim();
    return VISIBLE.test(cleaned) ? cleaned : null;
  });
  const said = [...new Set([title, address])].filter((text) => text != null);
  const isCut = said.some((text) => text.length > PLACE_TEXT_MAX);
  return {
    title: clip(title ?? address ?? unnamed, PLACE_TEXT_MAX),
    address: clip(address ?? title ?? unnamed, PLACE_TEXT_MAX),
    ...point,
    whole: isCut ? said.join('\n') : null,
  };
}
