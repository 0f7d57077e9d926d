import { bubbleOfUser } from '../bubbles.ts';
import type { LineUser, SentEvent } from '../types.ts';
import { emit, type Place } from './place.ts';

/** Taps a postback button: its `displayText` stands in the chat as if the user had said it. */
export async function tapButton(
  place: Place,
  data: string,
  to: Parameters<LineUser['taps']>[1],
): Promise<SentEvent> {
  const { state, userId } = place;
  const postback = to.params === undefined ? { data } : { data, params: to.params };
  const happening = { type: 'postback', payload: { postback }, replyable: true };
  if (to.displayText === undefined) return emit(place, to, happening);
  const id = state.newMessageId();
  const message = { type: 'text', id, text: to.displayText };
  state.chat(to.oa, userId).set(id, bubbleOfUser(id, state.now(), message, null));
  return emit(place, to, { ...happening, bubbleId: id });
}
