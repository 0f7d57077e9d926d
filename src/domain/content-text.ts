import type { Content, ContentKind } from './content.ts';
import { pointOf } from './place.ts';

/** How contents of each kind are written where only words go. */
export interface ContentWords {
  readonly names: Readonly<Record<ContentKind, string>>;
  sticker(words: string | null): string;
  /** Without an address on a map where no point on earth came. */
  location(title: string, url: string | null): string;
  readonly locationTitle: string;
  media(kind: string, name: string | null): string;
  /** A file that is here, by its name, its readable size and where it can be loaded. */
  fileLink(name: string, size: string, url: string): string;
  fileCard(name: string, size: string): string;
  /** On the card's button. */
  readonly openFile: string;
  readonly unknown: string;
}

/** A content in words: for the audit log, and where the other side cannot show its form. */
export function contentInWords(content: Content, words: ContentWords): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'sticker':
      return words.sticker(content.words);
    case 'location':
      return words.location(locationLine(content, words), mapUrl(content));
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return words.media(words.names[content.kind], content.fileName);
    case 'unknown':
      return words.unknown;
    default:
      return content satisfies never;
  }
}

type Location = Extract<Content, { kind: 'location' }>;

function locationLine(content: Location, words: ContentWords): string {
  return [content.title, content.address].filter(Boolean).join(' ') || words.locationTitle;
}

export function mapUrl({ latitude, longitude }: Location): string | null {
  const point = pointOf(latitude, longitude);
  return point && `https://maps.google.com/?q=${point.latitude},${point.longitude}`;
}

/** Far longer than any id that LINE gives a sticker. */
const STICKER_ID = /^\d{1,20}$/;

/**
 * LINE shows a sticker's picture at this address; it is linked, never copied (line.md §1.6). Null where
 * no id came that could be one.
 */
export const stickerPicture = (stickerId: string | null): string | null =>
  stickerId !== null && STICKER_ID.test(stickerId)
    ? `https://stickershop.line-scdn.net/stickershop/v1/sticker/${stickerId}/android/sticker.png`
    : null;
