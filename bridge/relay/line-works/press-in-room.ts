import type { Context } from '../../../src/context.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import { isForTalkRoom, type Press } from '../../../src/domain/messages/press.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { answerMember, type Place } from '../member-words/deeds.ts';
import { type Pressed, recordMemberPress } from '../record-press.ts';
import type { FromMember } from './event-place.ts';
import { pressMemberButton } from './press.ts';

/**
 * Such buttons stood in talk rooms before all buttons began alike: their text is not the member's.
 */
const OF_OLD = /^own:(?:closing|keep):\d+$/;

/**
 * A press in a talk room: only buttons about this very room count, and only the room's own member
 * may press them (DESIGN §6.3).
 *
 * @returns a word for the inbox row; null when the button's text counts as the member's, as if
 * typed
 */
export function pressInRoom(
  context: Context,
  event: FromMember,
  room: TalkRoom,
  pressed: Pressed,
): EventResult | null {
  const { userId, what } = event;
  const { data, press } = pressed;
  const isOpen = room.state === 'open';
  // The bot is leaving a closed room.
  const place: Place = isOpen ? { kind: 'room', room } : { kind: 'one-to-one' };
  const said = { context, memberId: userId, place };
  const { own } = wordsForMember(context, userId);
  if (press !== null && room.memberId === userId) {
    // A person who has left meanwhile can be blocked all the same.
    const counts = isOpen || press.do === 'block-now';
    if (counts && isForTalkRoom(press, room.id)) return pressMemberButton(said, press);
    answerMember(said, { text: isOpen ? own.notHere : own.gone });
  } else if (what.kind === 'message') {
    if (!OF_OLD.test(data)) return null;
    answerMember(said, { text: own.oldButton });
  }
  return recordMemberPress(context, event, { kind: 'talk-room', room }, pressed);
}

/**
 * The same for a button shown in a room the bot has left: answered in the 1:1 room. Null: it does
 * not count.
 */
export function pressWhereLeft(
  context: Context,
  { userId }: FromMember,
  room: TalkRoom,
  press: Press,
): EventResult | null {
  if (room.memberId !== userId || !isForTalkRoom(press, room.id)) return null;
  const said = { context, memberId: userId, place: { kind: 'one-to-one' as const } };
  return pressMemberButton(said, press);
}
