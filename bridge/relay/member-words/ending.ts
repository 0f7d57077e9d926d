import { record } from '../../../src/context.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import {
  type EndAnswer,
  type EndFacts,
  isFreshEnd,
  judgeEndAnswer,
  readEndAnswer,
} from '../../../src/domain/messages/end-question.ts';
import { encodePress } from '../../../src/domain/messages/press.ts';
import type { SayButton } from '../../../src/domain/messages/speech.ts';
import { memberSpeaker } from '../../../src/domain/speaker.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { blockLineUser } from '../../../src/services/line-users/block.ts';
import { closeRoom } from '../../../src/services/rooms/close.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { nameForMember } from '../../../src/services/say/shown-name.ts';
import { latestEntry } from '../../../src/store/audit/audit-log.ts';
import { isBlockedBy } from '../../../src/store/people/member-blocks.ts';
import {
  dropEndQuestion,
  type EndPlace,
  type EndQuestion,
  endQuestionIn,
  keepEndQuestion,
  roomPlace,
} from '../../../src/store/talks/end-questions.ts';
import { readSpeaker } from '../../../src/store/talks/speakers.ts';
import { openRoomsOfMember, readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { answerMember, type MemberSaid } from './deeds.ts';

/** A member's ways to end a talk. */
export type MemberEnding = 'close' | 'block';

const placeKey = ({ memberId, place }: MemberSaid): EndPlace =>
  place.kind === 'room' ? roomPlace(place.room.id) : memberSpeaker(memberId);

/** Asks a member, in the same place, whether a talk is to end (DESIGN §6.5). */
export function askToEnd(said: MemberSaid, ending: MemberEnding, room: TalkRoom): void {
  const { context, memberId } = said;
  const { own, admin } = wordsForMember(context, memberId);
  const askedAt = context.clock.now();
  const roomId = room.id;
  keepEndQuestion(context.db, placeKey(said), {
    ending,
    roomId,
    askedAt,
    askedEntry: latestEntry(context.db),
  });
  const user = nameForMember(context, room);
  const leaves = room.worksChannelId !== null;
  const [text, label] =
    ending === 'close'
      ? [own.closeAsk(user, leaves), own.close]
      : [own.blockAsk(user, leaves), own.block];
  const button = (name: string, token: string): SayButton => ({ label: name, token, says: name });
  const doIt = ending === 'close' ? 'close-now' : 'block-now';
  answerMember(said, {
    text,
    buttons: [
      button(label, encodePress({ do: doIt, roomId, askedAt })),
      button(admin.cancel, encodePress({ do: 'keep', roomId })),
    ],
  });
}

/** A typed answer to such a question, and what it does. */
export interface TypedEnding {
  readonly ending: MemberEnding;
  readonly room: TalkRoom;
  readonly verdict: NonNullable<ReturnType<typeof judgeEndAnswer>>;
}

/** A typed text's answer to the question in its place; null: it is no answer. */
export function typedEnding(said: MemberSaid, text: string): TypedEnding | null {
  const { context, memberId } = said;
  // Other texts cost no query.
  if (readEndAnswer(text, 'close') === null && readEndAnswer(text, 'block') === null) return null;
  const question = endQuestionIn(context.db, placeKey(said));
  if (question === null || question.askedAt === null || question.ending === 'leave') return null;
  const read: EndAnswer | null = readEndAnswer(text, question.ending);
  if (read === null) return null;
  const ageMs = context.clock.now() - question.askedAt;
  const verdict = judgeEndAnswer('member', read, { ageMs, ...spokenSince(said, question) });
  const room = readRoom(context.db, question.roomId);
  if (verdict === null || room?.memberId !== memberId) return null;
  return { ending: question.ending, room, verdict };
}

function spokenSince(
  { context: { db }, memberId, place }: MemberSaid,
  { askedEntry }: EndQuestion,
): Pick<EndFacts, 'isNext' | 'othersSpoke'> {
  const isNext = () => readSpeaker(db, memberSpeaker(memberId)).lastMessageEntry <= askedEntry;
  switch (place.kind) {
    case 'room':
      return {
        // Each of the two tells that the member has written nothing here since.
        isNext: place.room.memberSpokeEntry <= askedEntry || isNext(),
        othersSpoke: place.room.lineUserSpokeEntry > askedEntry,
      };
    case 'direct':
      return {
        isNext: isNext(),
        othersSpoke: openRoomsOfMember(db, memberId).some(
          (room) => Math.max(room.lineUserSpokeEntry, room.openedEntry) > askedEntry,
        ),
      };
    case 'one-to-one':
      // Only the member writes here, and no LINE user reads it.
      return { isNext: true, othersSpoke: false };
    default:
      return place satisfies never;
  }
}

/** Carries out a typed answer. */
export function answerEnding(said: MemberSaid, { ending, room, verdict }: TypedEnding): void {
  switch (verdict) {
    case 'end':
      end(said, ending, room);
      return;
    case 'keep':
      keepTalk(said, room);
      return;
    case 'ask-again':
      if (room.state === 'open') askToEnd(said, ending, room);
      else tellGone(said);
      return;
    default:
      verdict satisfies never;
  }
}

/**
 * A press on the button that ends a talk; an old button asks first.
 *
 * @returns a word for the inbox row
 */
export function pressEnd(
  said: MemberSaid,
  ending: MemberEnding,
  room: TalkRoom | null,
  askedAt: number,
): EventResult {
  const isFresh = isFreshEnd(askedAt, said.context.clock.now());
  if (room === null || room.memberId !== said.memberId || (room.state !== 'open' && !isFresh)) {
    return tellGone(said);
  }
  if (!isFresh) {
    askToEnd(said, ending, room);
    return 'asked-again';
  }
  return end(said, ending, room);
}

function end(said: MemberSaid, ending: MemberEnding, room: TalkRoom): EventResult {
  const { context, memberId } = said;
  const actor = actingMember(context, memberId);
  dropEndQuestion(context.db, placeKey(said));
  if (ending === 'block') return block(said, room);
  if (room.state !== 'open') return tellGone(said);
  closeRoom(context, actor, room, 'closed-by-member');
  return 'answered';
}

/** A person who has left meanwhile is blocked all the same: the question was about the person. */
function block(said: MemberSaid, room: TalkRoom): EventResult {
  const { context, memberId } = said;
  const { own } = wordsForMember(context, memberId);
  const user = nameForMember(context, room);
  if (isBlockedBy(context.db, memberId, room.lineUserId)) {
    answerMember(said, { text: own.blockedAlready(user) });
    return 'answered-before';
  }
  const ended = blockLineUser(context, actingMember(context, memberId), room);
  // Each talk that ends reports the block.
  if (ended === 0) answerMember(said, { text: own.blockedGone(user) });
  return 'answered';
}

/** The member has changed their mind. */
export function keepTalk(said: MemberSaid, room: TalkRoom): void {
  const { context, memberId } = said;
  dropEndQuestion(context.db, placeKey(said));
  // It may have ended meanwhile, whatever the member wants.
  if (room.state !== 'open') {
    tellGone(said);
    return;
  }
  record(context, {
    action: 'command.cancel',
    actor: actingMember(context, memberId),
    outcome: 'ok',
    roomId: room.id,
    memberId,
  });
  answerMember(said, { text: wordsForMember(context, memberId).own.kept });
}

/** After another command, later words no longer answer an earlier question. */
export const forgetEnding = (said: MemberSaid): void =>
  dropEndQuestion(said.context.db, placeKey(said));

/** The talk that a button was about is over. */
export function tellGone(said: MemberSaid): EventResult {
  answerMember(said, { text: wordsForMember(said.context, said.memberId).own.gone });
  return 'room-closed';
}
