import { z } from 'zod';
import type { Content } from '../../domain/content.ts';
import type { WorksEvent, WorksHappening } from '../../domain/events.ts';
import { type BotId, type MemberId, memberId, worksChannelId } from '../../domain/ids.ts';
import { pointOf } from '../../domain/place.ts';
import * as lenient from '../lenient.ts';
import { shown } from '../shown.ts';

const contentSchema = z.object({
  type: lenient.word,
  text: lenient.text,
  postback: lenient.text,
  packageId: lenient.stickerId,
  stickerId: lenient.stickerId,
  address: lenient.text,
  latitude: lenient.coordinate,
  longitude: lenient.coordinate,
  fileId: lenient.fileId,
});

const eventSchema = z.object({
  type: lenient.word,
  source: lenient.inner({ userId: lenient.id, channelId: lenient.id, domainId: lenient.id }),
  issuedTime: lenient.text,
  content: contentSchema.nullish().catch(null),
  data: lenient.text,
  members: lenient.list,
});

type Event = z.infer<typeof eventSchema>;
type EventContent = z.infer<typeof contentSchema>;

/**
 * Reads one callback body (line-works.md §2.2–2.3). Null only when it is no object: whatever cannot
 * be understood becomes `other` or `unknown`. `botId` comes from the header whose secret verified;
 * `issuedAt` is never later than `receivedAt`, epoch ms.
 */
export function readWorksEvent(
  botId: BotId,
  raw: unknown,
  receivedAt = Number.MAX_SAFE_INTEGER,
): WorksEvent | null {
  const { data } = eventSchema.safeParse(raw);
  if (data === undefined) return null;
  const { userId, channelId, domainId } = data.source ?? {};
  const issuedAt = lenient.instantOf(data.issuedTime);
  return {
    botId,
    domainId: domainId ?? null,
    issuedAt: issuedAt === null ? null : lenient.notAhead(issuedAt, receivedAt),
    channelId: channelId == null ? null : worksChannelId(channelId),
    userId: userId == null ? null : memberId(userId),
    what: happeningOf(data),
  };
}

function happeningOf(event: Event): WorksHappening {
  const type = event.type ?? '';
  switch (type) {
    case 'message':
      return {
        kind: 'message',
        content: event.content == null ? { kind: 'unknown', type: '' } : contentOf(event.content),
        postback: event.content?.postback || null,
      };
    case 'postback':
      return event.data == null ? { kind: 'other', type } : { kind: 'postback', data: event.data };
    case 'join':
    case 'leave':
    case 'begin':
    case 'end':
      return { kind: type };
    case 'joined':
    case 'left':
      return { kind: type, members: membersOf(event.members) };
    default:
      return { kind: 'other', type };
  }
}

function membersOf(entries: readonly unknown[]): MemberId[] {
  return entries.flatMap((entry) => {
    const id = lenient.id.parse(entry);
    return id == null ? [] : [memberId(id)];
  });
}

function contentOf(content: EventContent): Content {
  const type = content.type ?? '';
  switch (type) {
    case 'text':
      return content.text == null
        ? { kind: 'unknown', type }
        : { kind: 'text', text: content.text };
    case 'sticker':
      return stickerOf(content) ?? { kind: 'unknown', type };
    case 'location':
      return locationOf(content) ?? { kind: 'unknown', type };
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      if (content.fileId == null) return { kind: 'unknown', type };
      // Name, size and length are not told (§0 row 9).
      return {
        kind: type,
        contentId: content.fileId,
        fileName: null,
        size: null,
        durationMs: null,
      };
    default:
      return { kind: 'unknown', type };
  }
}

function stickerOf({ packageId, stickerId }: EventContent): Content | null {
  if (packageId == null && stickerId == null) return null;
  return {
    kind: 'sticker',
    packageId: packageId ?? null,
    stickerId: stickerId ?? null,
    words: null,
  };
}

function locationOf({ address, latitude, longitude }: EventContent): Content | null {
  const point = pointOf(latitude, longitude);
  const where = shown(address);
  if (point === null && where === null) return null;
  return {
    kind: 'location',
    title: null,
    address: where,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
}
