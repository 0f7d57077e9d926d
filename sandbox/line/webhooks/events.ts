import type { EventDoc } from '../documents.ts';
import { randomToken, ulid } from '../ids.ts';
import { accountOf, type State } from '../state.ts';
import type { SentEvent } from '../types.ts';
import { signatureOf, type WebhookSender, webhookBody } from './sender.ts';

/** line.md §1.7: within one minute of receiving the webhook … */
const REPLY_WINDOW_MS = 60_000;
/** … and, when redelivered, within twenty of the event. */
const REPLY_CAP_MS = 20 * 60_000;

export interface NewEvent {
  readonly channelId: string;
  readonly type: string;
  /** Between `type` and `webhookEventId`: `{message}`, `{follow}` … */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly source: Readonly<Record<string, unknown>>;
  /** The user or group a reply would go to. */
  readonly chatId: string;
  readonly replyable: boolean;
  readonly standby: boolean;
  readonly bubbleId: string | null;
}

/** Stores the event, with the key order of line.md §1.1, and its reply token. */
export function storeEvent(state: State, event: NewEvent): EventDoc {
  const at = state.now();
  const id = ulid(at);
  const replyToken = event.replyable && !event.standby ? randomToken(24) : null;
  const doc: EventDoc = {
    id,
    channelId: event.channelId,
    event: {
      type: event.type,
      ...event.payload,
      webhookEventId: id,
      deliveryContext: { isRedelivery: false },
      timestamp: at,
      source: event.source,
      ...(replyToken === null ? {} : { replyToken }),
      mode: event.standby ? 'standby' : 'active',
    },
    occurredAt: at,
    replyToken,
    chatId: event.chatId,
    bubbleId: event.bubbleId,
    delivered: false,
  };
  state.events.set(id, doc);
  if (replyToken !== null) {
    const { channelId, chatId } = event;
    const token = {
      token: replyToken,
      channelId,
      chatId,
      eventAt: at,
      receivedAt: null,
      used: false,
    };
    state.replyTokens.set(replyToken, token);
  }
  return doc;
}

/** Posts one event in the lane of its chat. */
export async function deliverEvent(
  state: State,
  sender: WebhookSender,
  doc: EventDoc,
  redelivery: boolean,
): Promise<SentEvent> {
  const lane = `${doc.channelId}:${doc.chatId ?? ''}`;
  const status = await sender.inDisorder(lane, (again) =>
    postEvents(state, sender, [doc], redelivery || again),
  );
  return { webhookEventId: doc.id, replyToken: doc.replyToken, status };
}

/** Posts stored events of one channel in one body; null when there is nowhere to post or no answer. */
export async function postEvents(
  state: State,
  sender: WebhookSender,
  docs: readonly EventDoc[],
  redelivery: boolean,
): Promise<number | null> {
  const channelId = docs[0]?.channelId;
  if (channelId === undefined) return null;
  const account = accountOf(state, channelId);
  if (account.webhookUrl === null || !account.webhookActive) return null;
  for (const doc of docs) receiveReplyToken(state, doc.replyToken);
  const events = docs.map((doc) => wireEvent(doc, redelivery));
  const body = webhookBody(account.botUserId, events);
  const signature = signatureOf(account.channelSecret, body);
  const { status } = await sender.post(account.webhookUrl, body, signature);
  if (status !== null && status >= 200 && status < 300) markDelivered(state, docs);
  return status;
}

/** Begins or renews the minute in which the token may be used. */
export function receiveReplyToken(state: State, token: string | null): void {
  const doc = token === null ? undefined : state.replyTokens.get(token);
  if (doc) state.replyTokens.set(doc.token, { ...doc, receivedAt: state.now() });
}

/** Where a reply with this token goes, or null when it is not valid (any more). */
export function chatOfReplyToken(state: State, channelId: string, token: string): string | null {
  const doc = state.replyTokens.get(token);
  if (doc === undefined || doc.channelId !== channelId || doc.used) return null;
  const now = state.now();
  if (doc.receivedAt === null || now - doc.receivedAt > REPLY_WINDOW_MS) return null;
  return now - doc.eventAt > REPLY_CAP_MS ? null : doc.chatId;
}

export function useReplyToken(state: State, token: string): void {
  const doc = state.replyTokens.get(token);
  if (doc) state.replyTokens.set(token, { ...doc, used: true });
}

function wireEvent(doc: EventDoc, redelivery: boolean): Readonly<Record<string, unknown>> {
  return redelivery ? { ...doc.event, deliveryContext: { isRedelivery: true } } : doc.event;
}

function markDelivered(state: State, docs: readonly EventDoc[]): void {
  for (const doc of docs) {
    state.events.set(doc.id, { ...doc, delivered: true });
    if (doc.chatId === null || doc.bubbleId === null) continue;
    const chat = state.chat(doc.channelId, doc.chatId);
    const bubble = chat.get(doc.bubbleId);
    if (bubble) chat.set(bubble.id, { ...bubble, delivered: true });
  }
  state.changed();
}
