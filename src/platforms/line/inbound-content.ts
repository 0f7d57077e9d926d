import type { webhook } from '@line/bot-sdk';
import type { Content, MediaContent } from '../../domain/messages/content.ts';
import { pointOf } from '../../domain/messages/place.ts';
import * as lenient from '../lenient.ts';
import { shown } from '../shown.ts';
import { readableEmoji } from './emoji.ts';
import type { Unread } from './sdk-fields.ts';

/** Most sticker words shown; LINE sends up to 15, sampled at random (line.md §1.6). */
const KEYWORDS_SHOWN = 3;

/** The fields of a message of any type (line.md §1.6). */
type Message = Unread<webhook.MessageContent>;

type Reader = (message: Message) => Content | null;

/** A reader for each of LINE's message types. A type that a new SDK adds has none: a type error. */
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

/** A message's content. A known type that came without content is `unknown`, like a new type. */
export function contentOf(message: Message): Content {
  const type = lenient.readWord(message.type) ?? '';
  const content = isKnown(type) ? READERS[type](message) : null;
  return content ?? { kind: 'unknown', type };
}

function textOf({ text: said, emojis }: Message): Content | null {
  const text = lenient.readText(said);
  if (text === null) return null;
  return { kind: 'text', text: emojis === undefined ? text : readableEmoji(text, emojis) };
}

function stickerOf(message: Message): Content | null {
  const packageId = lenient.readStickerId(message.packageId);
  const stickerId = lenient.readStickerId(message.stickerId);
  const keywords = lenient.stringsOf(lenient.readList(message.keywords));
  const said =
    shown(lenient.readText(message.text)) ?? keywords.slice(0, KEYWORDS_SHOWN).join('、');
  const words = shown(said);
  if (packageId === null && stickerId === null && words === null) return null;
  return { kind: 'sticker', packageId, stickerId, words };
}

function locationOf(message: Message): Content | null {
  const point = pointOf(
    lenient.readCoordinate(message.latitude),
    lenient.readCoordinate(message.longitude),
  );
  const title = shown(lenient.readText(message.title));
  const address = shown(lenient.readText(message.address));
  if (point === null && title === null && address === null) return null;
  return {
    kind: 'location',
    title,
    address,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
}

function mediaOf(kind: MediaContent['kind'], message: Message): MediaContent {
  const provider = lenient.readWord(providerOf(message)?.type) ?? 'line';
  return {
    kind,
    // The content API does not serve files of external servers, and we do not fetch those.
    contentId: provider === 'line' ? lenient.readMessageId(message.id) : null,
    fileName: lenient.readText(message.fileName),
    size: lenient.readAmount(message.fileSize),
    durationMs: lenient.readDurationMs(message.duration),
    ...imageSetOf(lenient.fieldsOf(message.imageSet)),
  };
}

const providerOf = (message: Message): Unread<webhook.ContentProvider> | null =>
  lenient.fieldsOf(message.contentProvider);

function imageSetOf(set: Unread<webhook.ImageSet> | null): Pick<MediaContent, 'imageSet'> {
  const id = lenient.readId(set?.id);
  if (id === null) return {};
  const index = lenient.readPlaceInSet(set?.index);
  const total = lenient.readPlaceInSet(set?.total);
  // A fifth of three counts as absent: such pictures go in the order in which they came.
  if (index !== null && total !== null && index > total) {
    return { imageSet: { id, index: null, total: null } };
  }
  return { imageSet: { id, index, total } };
}
