import { readableText } from '../content/readable.ts';
import type { RoomRecord } from '../tenant/records.ts';
import type { Delivered } from '../types.ts';
import { addBotBubble, addMemberBubble } from './bubbles.ts';
import { begin } from './membership.ts';
import { type Content, fireIfPresent, type Talk } from './talk.ts';

/** The bot says something. */
export function botSends(talk: Talk, room: RoomRecord, content: Content): void {
  void begin(talk, room);
  addBotBubble(talk, room, content, readableText(content));
}

/** A member says something. */
export function memberSends(
  talk: Talk,
  room: RoomRecord,
  userId: string,
  content: Content,
  shown = readableText(content),
): Delivered {
  void begin(talk, room);
  addMemberBubble(talk, room, userId, content, shown);
  const hideChannel = room.type === 'SINGLE_USER';
  return fireIfPresent(talk, room, 'message', { userId, rest: { content }, hideChannel });
}

/** A member presses a button of the bot's; with a text it stands in the room as theirs. */
export function memberPostsBack(
  talk: Talk,
  room: RoomRecord,
  userId: string,
  data: string,
  shown?: string,
): Delivered {
  void begin(talk, room);
  if (shown !== undefined) {
    addMemberBubble(talk, room, userId, { type: 'text', text: shown }, shown);
  }
  return fireIfPresent(talk, room, 'postback', { userId, rest: { data } });
}
