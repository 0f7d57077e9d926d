import type { webhook } from '@line/bot-sdk';
import type { LineEvent, LineHappening, LineSource } from '../../domain/events.ts';
import { lineUserId } from '../../domain/ids.ts';
import * as lenient from '../lenient.ts';
import { contentOf } from './inbound-content.ts';
import type { Unread } from './sdk-fields.ts';

/** The fields of an event of any type (line.md §1.4, §1.5). */
type Event = Unread<webhook.Event>;

/**
 * Opens a webhook body (line.md §1.3). Null when the JSON is no object; missing `events`, or
 * `events` that are no list, count as empty, as in LINE's connection check.
 */
export function readLineEnvelope(
  value: unknown,
): { destination: string | null; events: readonly unknown[] } | null {
  const envelope: Unread<webhook.CallbackRequest> | null = lenient.fieldsOf(value);
  if (envelope === null) return null;
  const { destination, events } = envelope;
  return { destination: lenient.readId(destination), events: lenient.readList(events) };
}

/**
 * Reads one webhook event (line.md §1.4–1.6). Null only when it is no object: an event we cannot
 * read becomes `other` or `unknown`. Without a timestamp `occurredAt` is 0, older than all; it is
 * never later than `receivedAt`, epoch ms.
 */
export function readLineEvent(
  raw: unknown,
  receivedAt = Number.MAX_SAFE_INTEGER,
): LineEvent | null {
  const event: Event | null = lenient.fieldsOf(raw);
  if (event === null) return null;
  return {
    eventId: lenient.readId(event.webhookEventId),
    occurredAt: lenient.notAhead(instantOf(event.timestamp), receivedAt),
    standby: event.mode === 'standby',
    redelivered: isRedelivered(event),
    source: sourceOf(lenient.fieldsOf(event.source)),
    replyToken: lenient.readToken(event.replyToken),
    what: happeningOf(event),
  };
}

/** An event's id, before the rest of it is read; null when it carries none. */
export function eventIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('webhookEventId' in raw)) return null;
  return lenient.readId(raw.webhookEventId);
}

/**
 * The id of the user, group or room an event comes from, before the rest of it is read; null when
 * it names none. A group's message is the group's, whoever writes it.
 */
export function sourceIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('source' in raw)) return null;
  const { source } = raw;
  if (typeof source !== 'object' || source === null) return null;
  for (const key of ['groupId', 'roomId', 'userId']) {
    const id = lenient.readId(Reflect.get(source, key));
    if (id !== null) return id;
  }
  return null;
}

/** Whole ms, as the database keeps them; a value that is no instant is older than all. */
function instantOf(timestamp: unknown): number {
  return Math.max(0, Math.trunc(lenient.readNumber(timestamp) ?? 0));
}

function isRedelivered({ deliveryContext }: Event): boolean {
  const context: Unread<webhook.DeliveryContext> | null = lenient.fieldsOf(deliveryContext);
  return lenient.readFlag(context?.isRedelivery) ?? false;
}

function sourceOf(source: Unread<webhook.Source> | null): LineSource {
  switch (source?.type) {
    case 'user': {
      const userId = lenient.readId(source.userId);
      return userId === null
        ? { kind: 'unnamed-user' }
        : { kind: 'user', userId: lineUserId(userId) };
    }
    case 'group': {
      const id = lenient.readId(source.groupId);
      return id === null ? { kind: 'nobody' } : { kind: 'group', id };
    }
    case 'room': {
      const id = lenient.readId(source.roomId);
      return id === null ? { kind: 'nobody' } : { kind: 'room', id };
    }
    default:
      return { kind: 'nobody' };
  }
}

/** What an event says; null when the fields its type promises are missing. */
type Reader = (event: Event) => LineHappening | null;

/**
 * A reader for each of LINE's events; null for events we do nothing about. A type that a new SDK
 * adds is in neither list: a type error.
 */
const READERS = {
  message: ({ message }) => messageOf(lenient.fieldsOf(message)),
  messageEdited: null,
  unsend: unsendOf,
  postback: postbackOf,
  follow: () => ({ kind: 'follow' }),
  unfollow: () => ({ kind: 'unfollow' }),
  join: () => ({ kind: 'join' }),
  leave: () => ({ kind: 'leave' }),
  memberJoined: null,
  memberLeft: null,
  accountLink: null,
  activated: null,
  beacon: null,
  botResumed: null,
  botSuspended: null,
  deactivated: null,
  delivery: null,
  membership: null,
  module: null,
  videoPlayComplete: null,
} as const satisfies Record<webhook.Event['type'], Reader | null>;

/** LINE may send types that the SDK does not know yet. */
const isKnown = (type: string): type is keyof typeof READERS => Object.hasOwn(READERS, type);

function happeningOf(event: Event): LineHappening {
  const type = lenient.readWord(event.type) ?? '';
  const read: Reader | null = isKnown(type) ? READERS[type] : null;
  return read?.(event) ?? { kind: 'other', type };
}

function unsendOf(event: Event): LineHappening | null {
  const unsend: Unread<webhook.UnsendDetail> | null = lenient.fieldsOf(event.unsend);
  const messageId = lenient.readMessageId(unsend?.messageId);
  return messageId === null ? null : { kind: 'unsend', messageId };
}

function postbackOf(event: Event): LineHappening | null {
  const postback: Unread<webhook.PostbackContent> | null = lenient.fieldsOf(event.postback);
  const data = lenient.readText(postback?.data);
  if (data === null) return null;
  return { kind: 'postback', data, params: lenient.texts.parse(postback?.params) ?? null };
}

function messageOf(message: Unread<webhook.MessageContent> | null): LineHappening {
  return {
    kind: 'message',
    messageId: lenient.readMessageId(message?.id) ?? '',
    content: message === null ? { kind: 'unknown', type: '' } : contentOf(message),
    quotedMessageId: lenient.readMessageId(message?.quotedMessageId),
  };
}
