import { isBlank } from './visible.ts';

/** What a person said, in words of neither platform. */
export type Content =
  | TextContent
  | StickerContent
  | LocationContent
  | MediaContent
  | UnknownContent;

export interface TextContent {
  readonly kind: 'text';
  /** LINE emoji have been made readable; mention markup is still as typed. */
  readonly text: string;
}

export interface StickerContent {
  readonly kind: 'sticker';
  /** Null where the platform left it out, as for the id. */
  readonly packageId: string | null;
  readonly stickerId: string | null;
  /** What the sticker says or stands for, where the platform tells. */
  readonly words: string | null;
}

export interface LocationContent {
  readonly kind: 'location';
  readonly title: string | null;
  readonly address: string | null;
  /** Null, both of them, where no point on earth came. */
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
  /** Several images sent together (line.md §1.6); old phones tell no place in it. */
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
  /** The platform's own word for it, for the audit log. */
  readonly type: string;
}

export type ContentKind = Content['kind'];

export const isMedia = (content: Content): content is MediaContent =>
  content.kind === 'image' ||
  content.kind === 'video' ||
  content.kind === 'audio' ||
  content.kind === 'file';

/** A text of which nothing shows: the other platform would refuse it. */
export const saysNothing = (content: Content): boolean =>
  content.kind === 'text' && isBlank(content.text);
