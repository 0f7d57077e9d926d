import type { EventDoc } from '../documents.ts';
import type { State } from '../state.ts';
import type { SentEvent, To } from '../types.ts';
import { deliverEvent, type NewEvent, storeEvent } from '../webhooks/events.ts';
import type { WebhookSender } from '../webhooks/sender.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Where a user writes from: their phone, in the chat with an OA or in a group. */
export interface Place {
  readonly state: State;
  readonly sender: WebhookSender;
  readonly userId: string;
  /** The user's own id in the chat with an OA, else the group's. */
  readonly chatId: string;
  /** `source` of the events from here. */
  readonly source: Json;
}

/** What an event tells besides where it comes from. */
export type Happening = Pick<NewEvent, 'type' | 'payload' | 'replyable'> & {
  /** The bubble that the event is about. */
  readonly bubbleId?: string;
};

/** The event as it is stored: what happened, where, and who did it unless LINE keeps that to itself. */
export function eventAt(place: Place, to: To, happening: Happening): NewEvent {
  const { userId, ...source } = place.source;
  return {
    bubbleId: null,
    ...happening,
    channelId: to.oa,
    chatId: place.chatId,
    source: to.anonymous || userId === undefined ? source : { ...source, userId },
    standby: to.standby ?? false,
  };
}

/** Stores the event and posts it, unless it is held back. */
export async function emit(place: Place, to: To, happening: Happening): Promise<SentEvent> {
  const { state } = place;
  const event = storeEvent(state, eventAt(place, to, happening));
  state.changed();
  return post(place, to, event);
}

/** Posts a stored event, unless it is held back. */
export async function post({ state, sender }: Place, to: To, event: EventDoc): Promise<SentEvent> {
  if (!to.hold) return deliverEvent(state, sender, event, false);
  return { webhookEventId: event.id, replyToken: event.replyToken, status: null };
}
