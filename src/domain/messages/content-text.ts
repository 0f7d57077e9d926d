import type { Content, ContentKind } from './content.ts';
import { pointOf } from './place.ts';

/** How each kind of content is written where only words can go. */
export interface ContentWords {
  readonly names: Readonly<Record<ContentKind, string>>;
  sticker(words: string | null): string;
  /** `url` is null where the coordinates were no point on earth. */
  location(title: string, url: string | null): string;
  readonly locationTitle: string;
  media(kind: string, name: string | null): string;
  /** A stored file: its name, its readable size and its download address. */
  fileLink(name: string, size: string, url: string): string;
  fileCard(name: string, size: string): string;
  /** On the card's button. */
  readonly openFile: string;
  readonly unknown: string;
}

/** A content in words: for the audit log, and where the other platform cannot show its form. */
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

/** Far longer than any sticker id that LINE assigns. */
const STICKER_ID = /^\d{1,20}$/;

/**
 * The address at which LINE serves a sticker's picture; we link it and never copy it (line.md
 * §1.6). Null where the sticker came without a plausible id.
 */
export const stickerPicture = (stickerId: string | null): string | null =>
  stickerId !== null && STICKER_ID.test(stickerId)
    ? `https://stickershop.line-scdn.net/stickershop/v1/sticker/${stickerId}/android/sticker.png`
    : null;
