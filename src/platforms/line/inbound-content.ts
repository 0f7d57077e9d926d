import type { webhook } from '@line/bot-sdk';
import { z } from 'zod';
import type { Content, MediaContent } from '../../domain/content.ts';
import { pointOf } from '../../domain/place.ts';
import * as lenient from '../lenient.ts';
import { shown } from '../shown.ts';
import { readableEmoji } from './emoji.ts';
import type { ReadFields } from './sdk-fields.ts';

/** Words of a sticker shown at most; LINE sends up to 15, sampled at random (line.md §1.6). */
const KEYWORDS_SHOWN = 3;

/** Every field of every message type (line.md §1.6). */
export const messageSchema = z.object({
  id: lenient.messageId,
  type: lenient.word,
  text: lenient.text,
  emojis: z.unknown().optional(),
  quotedMessageId: lenient.messageId,
  packageId: lenient.stickerId,
  stickerId: lenient.stickerId,
  keywords: lenient.list,
  title: lenient.text,
  address: lenient.text,
  latitude: lenient.coordinate,
  longitude: lenient.coordinate,
  contentProvider: lenient.inner({
    type: lenient.word,
  } satisfies ReadFields<webhook.ContentProvider>),
  imageSet: lenient.inner({
    id: lenient.id,
    index: lenient.placeInSet,
    total: lenient.placeInSet,
  } satisfies ReadFields<webhook.ImageSet>),
  fileName: lenient.text,
  fileSize: lenient.amount,
  duration: lenient.durationMs,
} satisfies ReadFields<webhook.MessageContent>);

type Message = z.infer<typeof messageSchema>;

type Reader = (message: Message) => Content | null;

/** How each of LINE's messages is read. A type that a new SDK knows has no reader, which is a type error. */
const READERS = {
  text: textOf,
  sticker: stickerOf,
  location: locationOf,
  image: (message) => mediaOf('image', message),
  video: (message) => mediaOf('video', message),
  audio: (message) => mediaOf('audio', message),
  file: (message) => mediaOf('file', message),
} as const satisfies Record<webhook.MessageContent['type'], Reader>;

/** LINE may send types that the SDK does not know yet. */
const isKnown = (type: string): type is keyof typeof READERS => Object.hasOwn(READERS, type);

/** What the message says. A known type of which nothing came is `unknown`, like a new type. */
export function contentOf(message: Message): Content {
  const type = message.type ?? '';
  const content = isKnown(type) ? READERS[type](message) : null;
  return content ?? { kind: 'unknown', type };
}

function textOf({ text, emojis }: Message): Content | null {
  if (text == null) return null;
  return { kind: 'text', text: emojis === undefined ? text : readableEmoji(text, emojis) };
}

function stickerOf({ packageId, stickerId, text, keywords }: Message): Content | null {
  const said = shown(text) ?? lenient.stringsOf(keywords).slice(0, KEYWORDS_SHOWN).join('、');
  const words = shown(said);
  if (packageId == null && stickerId == null && words === null) return null;
  return { kind: 'sticker', packageId: packageId ?? null, stickerId: stickerId ?? null, words };
}

function locationOf({ title, address, latitude, longitude }: Message): Content | null {
  const point = pointOf(latitude, longitude);
  if (point === null && shown(title) === null && shown(address) === null) return null;
  return {
    kind: 'location',
    title: shown(title),
    address: shown(address),
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
}

function mediaOf(kind: MediaContent['kind'], message: Message): MediaContent {
  const provider = message.contentProvider?.type ?? 'line';
  return {
    kind,
    // The content API does not serve what an external server holds, and that is not ours to fetch.
    contentId: provider === 'line' ? (message.id ?? null) : null,
    fileName: message.fileName ?? null,
    size: message.fileSize ?? null,
    durationMs: message.duration ?? null,
    ...imageSetOf(message),
  };
}

function imageSetOf({ imageSet }: Message): Pick<MediaContent, 'imageSet'> {
  if (imageSet?.id == null) return {};
  const { id, index = null, total = null } = imageSet;
  // The fifth of three is neither: such pictures go in the order in which they came.
  if (index !== null && total !== null && index > total) {
    return { imageSet: { id, index: null, total: null } };
  }
  return { imageSet: { id, index, total } };
}
