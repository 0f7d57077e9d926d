import type { webhook } from '@line/bot-sdk';
import { z } from 'zod';
import type { LineEvent, LineHappening, LineSource } from '../../domain/events.ts';
import { lineUserId } from '../../domain/ids.ts';
import * as lenient from '../lenient.ts';
import { contentOf, messageSchema } from './inbound-content.ts';
import type { ReadFields } from './sdk-fields.ts';

const envelopeSchema = z.object({
  destination: lenient.id,
  events: lenient.list,
} satisfies ReadFields<webhook.CallbackRequest>);

const eventSchema = z.object({
  type: lenient.word,
  mode: lenient.word,
  timestamp: lenient.number,
  source: lenient.inner({
    type: lenient.word,
    userId: lenient.id,
    groupId: lenient.id,
    roomId: lenient.id,
  } satisfies ReadFields<webhook.Source>),
  webhookEventId: lenient.id,
  deliveryContext: lenient.inner({
    isRedelivery: lenient.flag,
  } satisfies ReadFields<webhook.DeliveryContext>),
  replyToken: lenient.token,
  message: messageSchema.nullish().catch(null),
  unsend: lenient.inner({
    messageId: lenient.messageId,
  } satisfies ReadFields<webhook.UnsendDetail>),
  postback: lenient.inner({
    data: lenient.text,
    params: lenient.texts,
  } satisfies ReadFields<webhook.PostbackContent>),
} satisfies ReadFields<webhook.Event>);

type Event = z.infer<typeof eventSchema>;

/**
 * Opens a webhook body (line.md §1.3). Null when the JSON is no object; `events` that are missing or
 * no list are none, as in LINE's connection check.
 */
export function readLineEnvelope(
  value: unknown,
): { destination: string | null; events: readonly unknown[] } | null {
  const { data } = envelopeSchema.safeParse(value);
  if (data === undefined) return null;
  return { destination: data.destination ?? null, events: data.events };
}

/**
 * Reads one webhook event (line.md §1.4–1.6). Null only when it is no object: whatever cannot be
 * understood becomes `other` or `unknown`. Without a timestamp `occurredAt` is 0, older than all; it is
 * never later than `receivedAt`, epoch ms.
 */
export function readLineEvent(
  raw: unknown,
  receivedAt = Number.MAX_SAFE_INTEGER,
): LineEvent | null {
  const { data } = eventSchema.safeParse(raw);
  if (data === undefined) return null;
  return {
    eventId: data.webhookEventId ?? null,
    occurredAt: lenient.notAhead(instantOf(data.timestamp), receivedAt),
    standby: data.mode === 'standby',
    redelivered: data.deliveryContext?.isRedelivery ?? false,
    source: sourceOf(data.source),
    replyToken: data.replyToken ?? null,
    what: happeningOf(data),
  };
}

/** What an event is known by, before anything else of it is read; null when it carries no id. */
export function eventIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('webhookEventId' in raw)) return null;
  return lenient.id.parse(raw.webhookEventId) ?? null;
}

/**
 * The id of the user, group or room an event comes from, before anything else of it is read; null when it
 * names none. What a group says is the group's, whoever says it.
 */
export function sourceIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('source' in raw)) return null;
  const { source } = raw;
  if (typeof source !== 'object' || source === null) return null;
  for (const key of ['groupId', 'roomId', 'userId']) {
    const id = lenient.id.parse(Reflect.get(source, key));
    if (id != null) return id;
  }
  return null;
}

/** Whole ms, as the database keeps them; what is no instant is older than all. */
function instantOf(timestamp: Event['timestamp']): number {
  return Math.max(0, Math.trunc(timestamp ?? 0));
}

function sourceOf(source: Event['source']): LineSource {
  switch (source?.type) {
    case 'user':
      return source.userId == null
        ? { kind: 'unnamed-user' }
        : { kind: 'user', userId: lineUserId(source.userId) };
    case 'group':
      return source.groupId == null ? { kind: 'nobody' } : { kind: 'group', id: source.groupId };
    case 'room':
      return source.roomId == null ? { kind: 'nobody' } : { kind: 'room', id: source.roomId };
    default:
      return { kind: 'nobody' };
  }
}

/** What an event says of itself; null when what its type promises did not come. */
type Reader = (event: Event) => LineHappening | null;

/**
 * How each of LINE's events is read; null for those that nothing is done about. A type that a new SDK knows is
 * in neither list, which is a type error.
 */
const READERS = {
  message: ({ message }) => messageOf(message),
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
  const type = event.type ?? '';
  const read: Reader | null = isKnown(type) ? READERS[type] : null;
  return read?.(event) ?? { kind: 'other', type };
}

function unsendOf({ unsend }: Event): LineHappening | null {
  const messageId = unsend?.messageId;
  return messageId == null ? null : { kind: 'unsend', messageId };
}

function postbackOf({ postback }: Event): LineHappening | null {
  const { data, params } = postback ?? {};
  return data == null ? null : { kind: 'postback', data, params: params ?? null };
}

function messageOf(message: Event['message']): LineHappening {
  return {
    kind: 'message',
    messageId: message?.id ?? '',
    content: message == null ? { kind: 'unknown', type: '' } : contentOf(message),
    quotedMessageId: message?.quotedMessageId ?? null,
  };
}
