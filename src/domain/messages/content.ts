import { isBlank } from '../text/visible.ts';

/** A person's message, in terms of neither platform. */
export type Content =
  | TextContent
  | StickerContent
  | LocationContent
  | MediaContent
  | UnknownContent;

export interface TextContent {
  readonly kind: 'text';
  /** LINE emoji are already readable; mention markup is still as typed. */
  readonly text: string;
}

export interface StickerContent {
  readonly kind: 'sticker';
  /** Null where the platform left it out; the same holds for the id. */
  readonly packageId: string | null;
  readonly stickerId: string | null;
  /** The sticker's text or meaning, where the platform tells us. */
  readonly words: string | null;
}

export interface LocationContent {
  readonly kind: 'location';
  readonly title: string | null;
  readonly address: string | null;
  /** Both are null where the coordinates were no point on earth. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface MediaContent {
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  /** LINE: the message id; LINE WORKS: the file id. Null when an external provider holds it. */
  readonly contentId: string | null;
  readonly fileName: string | null;
  /** Bytes, where known beforehand (LINE files only). */
  readonly size: number | null;
  readonly durationMs: number | null;
  /** Several images sent together (line.md §1.6); old phones give no position in the set. */
  readonly imageSet?: ImageSet;
}

export interface ImageSet {
  readonly id: string;
  /** From 1. */
  readonly index: number | null;
  readonly total: number | null;
}

export interface UnknownContent {
  readonly kind: 'unknown';
  /** The platform's own name for the kind, for the audit log. */
  readonly type: string;
}

export type ContentKind = Content['kind'];

export const isMedia = (content: Content): content is MediaContent =>
  content.kind === 'image' ||
  content.kind === 'video' ||
  content.kind === 'audio' ||
  content.kind === 'file';

/** A text that shows nothing: the other platform would refuse it. */
export const saysNothing = (content: Content): boolean =>
  content.kind === 'text' && isBlank(content.text);
