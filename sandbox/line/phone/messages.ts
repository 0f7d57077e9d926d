import { bubbleOfUser } from '../bubbles.ts';
import { markAsReadTokenOf, quoteTokenOf } from '../quote-tokens.ts';
import { accountOf, changeRelation, relationOf, userOf } from '../state.ts';
import type { MessageTo, SentByUser, StickerTo } from '../types.ts';
import { storeEvent } from '../webhooks/events.ts';
import { eventAt, type Json, type Place, post } from './place.ts';

/** Sends any message object: its bubble and its event are stored together. */
export async function sendMessage(place: Place, message: Json, to: MessageTo): Promise<SentByUser> {
  const { state, userId, chatId } = place;
  accountOf(state, to.oa);
  const inPrivate = chatId === userId;
  if (inPrivate && relationOf(state, to.oa, userId).blocked) {
    throw new Error('this OA is blocked: LINE lets nobody write to it before unblocking it');
  }
  const wired = wireMessage(place, message, to);
  const name = inPrivate ? null : userOf(state, userId).displayName;
  const bubble = bubbleOfUser(wired.id, state.now(), wired.message, name);
  const event = state.storage.atomically(() => {
    state.chat(to.oa, chatId).set(bubble.id, bubble);
    if (inPrivate) changeRelation(state, to.oa, userId, { lastMessagedAt: state.now() });
    const payload = { message: wired.message };
    const happening = { type: 'message', payload, replyable: true, bubbleId: bubble.id };
    return storeEvent(state, eventAt(place, to, happening));
  });
  state.changed();
  return { ...(await post(place, to, event)), messageId: wired.id };
}

/** Fields in the order real messages have; absent values are left out, never null (§1.6). */
function wireMessage(
  { state, chatId }: Place,
  message: Json,
  to: MessageTo,
): { id: string; message: Json } {
  const { type, id: given, ...rest } = message;
  const id = typeof given === 'string' ? given : state.newMessageId();
  const quoteToken = quoteTokenOf(state, to.oa, chatId, id, String(type));
  const markAsReadToken = markAsReadTokenOf(state, to.oa, chatId, id);
  const extras = {
    ...(quoteToken === null ? {} : { quoteToken }),
    markAsReadToken,
    ...(to.quote === undefined ? {} : { quotedMessageId: to.quote }),
  };
  return { id, message: { type, id, ...extras, ...rest } };
}

/** A sticker as webhooks tell it. */
export function stickerMessage(packageId: string, stickerId: string, to: StickerTo): Json {
  return {
    type: 'sticker',
    stickerId,
    packageId,
    stickerResourceType: to.resourceType ?? 'STATIC',
    ...(to.keywords === undefined ? {} : { keywords: to.keywords }),
    ...(to.text === undefined ? {} : { text: to.text }),
  };
}
