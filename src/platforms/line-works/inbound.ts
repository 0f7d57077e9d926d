import type { WorksEvent, WorksHappening } from '../../domain/events.ts';
import { type BotId, type MemberId, memberId, worksChannelId } from '../../domain/ids.ts';
import type { Content } from '../../domain/messages/content.ts';
import { pointOf } from '../../domain/messages/place.ts';
import * as lenient from '../lenient.ts';
import { shown } from '../shown.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one callback body (line-works.md §2.2–2.3). Null only when it is no object: an event we
 * cannot read becomes `other` or `unknown`. `botId` comes from the header whose secret verified;
 * `issuedAt` is never later than `receivedAt`, epoch ms.
 */
export function readWorksEvent(
  botId: BotId,
  raw: unknown,
  receivedAt = Number.MAX_SAFE_INTEGER,
): WorksEvent | null {
  const event = lenient.fieldsOf(raw);
  if (event === null) return null;
  const source = lenient.fieldsOf(event.source);
  const userId = lenient.readId(source?.userId);
  const channelId = lenient.readId(source?.channelId);
  const issuedAt = lenient.instantOf(lenient.readText(event.issuedTime));
  return {
    botId,
    domainId: lenient.readId(source?.domainId),
    issuedAt: issuedAt === null ? null : lenient.notAhead(issuedAt, receivedAt),
    channelId: channelId === null ? null : worksChannelId(channelId),
    userId: userId === null ? null : memberId(userId),
    what: happeningOf(event),
  };
}

function happeningOf(event: Fields): WorksHappening {
  const type = lenient.readWord(event.type) ?? '';
  switch (type) {
    case 'message': {
      const content = lenient.fieldsOf(event.content);
      return {
        kind: 'message',
        content: content === null ? { kind: 'unknown', type: '' } : contentOf(content),
        postback: lenient.readText(content?.postback) || null,
      };
    }
    case 'postback': {
      const data = lenient.readText(event.data);
      return data === null ? { kind: 'other', type } : { kind: 'postback', data };
    }
    case 'join':
    case 'leave':
    case 'begin':
    case 'end':
      return { kind: type };
    case 'joined':
    case 'left':
      return { kind: type, members: membersOf(lenient.readList(event.members)) };
    default:
      return { kind: 'other', type };
  }
}

function membersOf(entries: readonly unknown[]): MemberId[] {
  return entries.flatMap((entry) => {
    const id = lenient.readId(entry);
    return id === null ? [] : [memberId(id)];
  });
}

function contentOf(content: Fields): Content {
  const type = lenient.readWord(content.type) ?? '';
  switch (type) {
    case 'text': {
      const text = lenient.readText(content.text);
      return text === null ? { kind: 'unknown', type } : { kind: 'text', text };
    }
    case 'sticker':
      return stickerOf(content) ?? { kind: 'unknown', type };
    case 'location':
      return locationOf(content) ?? { kind: 'unknown', type };
    case 'image':
    case 'video':
    case 'audio':
    case 'file': {
      const contentId = lenient.readFileId(content.fileId);
      if (contentId === null) return { kind: 'unknown', type };
      // Name, size and length are not sent (§0 row 9).
      return { kind: type, contentId, fileName: null, size: null, durationMs: null };
    }
    default:
      return { kind: 'unknown', type };
  }
}

function stickerOf(content: Fields): Content | null {
  const packageId = lenient.readStickerId(content.packageId);
  const stickerId = lenient.readStickerId(content.stickerId);
  if (packageId === null && stickerId === null) return null;
  return { kind: 'sticker', packageId, stickerId, words: null };
}

function locationOf(content: Fields): Content | null {
  const point = pointOf(
    lenient.readCoordinate(content.latitude),
    lenient.readCoordinate(content.longitude),
  );
  const address = shown(lenient.readText(content.address));
  if (point === null && address === null) return null;
  return {
    kind: 'location',
    title: null,
    address,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
}
