import { unsentBubble } from '../bubbles.ts';
import type { SentEvent, To } from '../types.ts';
import { emit, type Place } from './place.ts';

/** Takes a message back; its content goes with it. */
export async function unsendMessage(place: Place, messageId: string, to: To): Promise<SentEvent> {
  const { state, userId } = place;
  const chat = state.chat(to.oa, userId);
  const bubble = chat.get(messageId);
  if (bubble) chat.set(messageId, unsentBubble(bubble));
  const content = state.contents.get(messageId);
  if (content) {
    state.contents.set(messageId, { ...content, unsent: true });
    state.storage.deleteBlob(messageId);
  }
  return emit(place, to, { type: 'unsend', payload: { unsend: { messageId } }, replyable: false });
}
