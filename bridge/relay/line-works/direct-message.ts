import type { Context } from '../../../src/context.ts';
import { chooseAddressee } from '../../../src/domain/addressee/addressee.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { MemberId } from '../../../src/domain/ids.ts';
import type { Content } from '../../../src/domain/messages/content.ts';
import { isForMember } from '../../../src/domain/messages/press.ts';
import { type Asked, memberSpeaker } from '../../../src/domain/speaker.ts';
import { answerQuestion, ask, holdAndAsk } from '../../../src/services/addressee/ask.ts';
import { typedAnswer } from '../../../src/services/addressee/typed-answer.ts';
import { memberFacts, noteSpoken } from '../../../src/services/addressee/whom-for.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { readDirectorySoon } from '../../../src/services/directory/read-soon.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellMember } from '../../../src/services/say/say.ts';
import { readLinkMember } from '../../../src/store/people/link-members.ts';
import { readMember } from '../../../src/store/people/members.ts';
import { openQuestion } from '../../../src/store/talks/questions.ts';
import { openRoomsOfMember, readRoom, roomModeOf } from '../../../src/store/talks/talk-rooms.ts';
import { answerMember, type Place } from '../member-words/deeds.ts';
import { obeyMember } from '../member-words/obey.ts';
import { pressForeign } from '../press-foreign.ts';
import { type Pressed, recordMemberPress } from '../record-press.ts';
import type { FromMember } from './event-place.ts';
import { pressMemberButton } from './press.ts';
import { recordMemberMessage } from './record-member-message.ts';

import { speakIn } from './room-message.ts';
import { unfitReason, unfitText } from './unfit.ts';
/** The bot's 1:1 room: relayed in direct mode only, and only when the addressee is clear (§6.4). */
export function relayDirectMessage(
  context: Context,
  event: FromMember,
  pressed: Pressed | null,
): EventResult {
  const { userId, what } = event;
  const isDirect = roomModeOf(context.db, userId) === 'direct';
  const place: Place = { kind: isDirect ? 'direct' : 'one-to-one' };
  const oneToOne = { kind: 'one-to-one' } as const;
  if (pressed !== null && pressed.press !== null) {
    const said = { context, memberId: userId, place };
    if (isForMember(pressed.press)) return pressMemberButton(said, pressed.press);
    answerMember(said, { text: wordsForMember(context, userId).own.notHere });
    return recordMemberPress(context, event, oneToOne, pressed);
  }
  const content = what.kind === 'message' ? obeyMember(context, userId, what.content, place) : null;
  if (typeof content === 'string') return content;
  // A foreign button's words are not the member's.
  if (pressed !== null) return pressForeign(context, event, oneToOne, pressed);
  if (content === null) return 'ignored';
  return isDirect ? relayDirectly(context, userId, content) : hint(context, userId, content);
}

function relayDirectly(context: Context, userId: MemberId, content: Content): EventResult {
  const asked: Asked = { side: 'line-works', memberId: userId };
  const question = openQuestion(context.db, memberSpeaker(userId));
  if (question !== null && content.kind === 'text') {
    const choice = typedAnswer(context, asked, question, content.text);
    if (choice !== null) {
      const chosen = readRoom(context.db, choice);
      recordMemberMessage(context, userId, content, chosen, 'answered', 'addressee');
      const actor = actingMember(context, userId);
      const counts = answerQuestion(context, actor, asked, question, choice);
      if (!counts) ask(context, asked, question, 0);
      return 'answered';
    }
  }
  const decision = chooseAddressee(memberFacts(context, userId, question !== null));
  switch (decision.kind) {
    case 'room': {
      const room = readRoom(context.db, decision.roomId);
      return room === null ? 'nobody' : speakIn(context, userId, content, room);
    }
    case 'hold':
      return hold(context, userId, content, asked);
    case 'withdrawn':
    case 'nobody':
      return hint(context, userId, content);
    default:
      return decision satisfies never;
  }
}

function hold(context: Context, userId: MemberId, content: Content, asked: Asked): EventResult {
  const unfit = unfitReason(context, content);
  if (unfit !== null) {
    recordMemberMessage(context, userId, content, null, 'refused', unfit);
    const text = unfitText(context, wordsForMember(context, userId), content);
    tellMember(context, context.settings.bridgeBotId, userId, { text });
    return unfit;
  }
  const entryId = recordMemberMessage(context, userId, content, null, 'held', null);
  noteSpoken(context, memberSpeaker(userId), null, entryId);
  holdAndAsk(context, asked, entryId, null);
  return 'hold';
}

/** In room mode the 1:1 room relays no messages; the member is told where to write. */
function hint(context: Context, userId: MemberId, content: Content): EventResult {
  const entryId = recordMemberMessage(
    context,
    userId,
    content,
    null,
    'unaddressed',
    'one-to-one-room',
  );
  noteSpoken(context, memberSpeaker(userId), null, entryId);
  const words = wordsForMember(context, userId).room;
  const hasRooms = openRoomsOfMember(context.db, userId).length > 0;
  const isLinked = readLinkMember(context.db, userId) !== null;
  const text = hasRooms ? words.hint : isLinked ? words.noRooms : words.notLinked;
  if (!isLinked && readMember(context.db, userId) === null) readDirectorySoon(context);
  tellMember(context, context.settings.bridgeBotId, userId, { text });
  return 'hint';
}
