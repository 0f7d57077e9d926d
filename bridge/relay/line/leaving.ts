import type { Context } from '../../../src/context.ts';
import type { Actor } from '../../../src/domain/audit.ts';
import { roomLane } from '../../../src/domain/delivery/lane.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { TalkRoomId } from '../../../src/domain/ids.ts';
import {
  isFreshEnd,
  judgeEndAnswer,
  readEndAnswer,
} from '../../../src/domain/messages/end-question.ts';
import type { Leaving } from '../../../src/domain/messages/plan-line-message.ts';
import { type LineAsked, speakerOf } from '../../../src/domain/speaker.ts';
import { choicesOf } from '../../../src/services/addressee/ask.ts';
import { askWhichToLeave } from '../../../src/services/addressee/line-user-menu.ts';
import { successorOf } from '../../../src/services/handover/successor.ts';
import { askToLeave } from '../../../src/services/rooms/ask-to-leave.ts';
import { leaveTalk } from '../../../src/services/rooms/leave.ts';
import { lineReader, wordsForLineUser } from '../../../src/services/say/reader.ts';
import { tellLineUser } from '../../../src/services/say/say.ts';
import { memberNameFor } from '../../../src/services/say/shown-name.ts';
import { requestOf } from '../../../src/store/queue/requests.ts';
import { dropEndQuestion, endQuestionIn } from '../../../src/store/talks/end-questions.ts';
import { openRoomOf, readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { LineSaid } from './said.ts';

/** A LINE user wants to end a talk: the bot asks whether, and of several talks which. */
export function hearLeave(context: Context, asked: LineAsked): void {
  const [only, ...others] = choicesOf(context, asked);
  const room = only && others.length === 0 ? readRoom(context.db, only.roomId) : null;
  if (room === null) askWhichToLeave(context, asked, 0);
  else askToLeave(context, asked, room);
}

/** A typed text's answer to that question; null: it is no answer. */
export function typedLeaving(context: Context, said: LineSaid, text: string): Leaving | null {
  const answer = readEndAnswer(text, 'leave');
  // Other texts cost no query.
  if (answer === null) return null;
  const { rooms, standing } = said.chat;
  const question = endQuestionIn(context.db, standing.speaker);
  if (question === null || question.askedAt === null) return null;
  const open = rooms.filter(({ state }) => state === 'open');
  const { roomId, askedAt, askedEntry } = question;
  const verdict = judgeEndAnswer('line-user', answer, {
    ageMs: context.clock.now() - askedAt,
    isNext: standing.lastMessageEntry <= askedEntry,
    othersSpoke: open.some((room) => hasSpoken(context, room, askedEntry)),
  });
  if (verdict === null) return null;
  if (open.some(({ id }) => id === roomId)) return { roomId, verdict };
  // It has ended meanwhile; if another talk is open, the words may be for that member.
  return open.length === 0 ? { roomId, verdict: 'gone' } : null;
}

/** Whether a room's member has spoken to the LINE user since an entry, or is just being relayed. */
const hasSpoken = ({ db }: Context, room: TalkRoom, entry: number) =>
  Math.max(room.memberSpokeEntry, room.openedEntry) > entry ||
  requestOf(db, roomLane(room.id, 'line'))?.inFlight === true;

/** Carries out a typed answer. */
export function answerLeaving(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  { roomId, verdict }: Leaving,
): void {
  const room = readRoom(context.db, roomId);
  if (room === null || verdict === 'gone') {
    dropEndQuestion(context.db, speakerOf(asked));
    tellGone(context, asked);
    return;
  }
  switch (verdict) {
    case 'end':
      end(context, actor, asked, room);
      return;
    case 'keep': {
      dropEndQuestion(context.db, speakerOf(asked));
      const reader = lineReader(context, asked.lineUserId);
      const name = memberNameFor(context, room.memberId, reader);
      const text = reader.words.line.leaveKept(name);
      tellLineUser(context, asked, 'leave', { text }, { replyOnly: true });
      return;
    }
    case 'ask-again':
      askToLeave(context, asked, room);
      return;
    default:
      verdict satisfies never;
  }
}

function end(context: Context, actor: Actor, asked: LineAsked, room: TalkRoom): void {
  dropEndQuestion(context.db, speakerOf(asked));
  leaveTalk(context, actor, asked, room);
}

/**
 * A press on the button that ends a talk. An old button asks first, and so does one of a talk that
 * goes on in another room: again with the same member, or with a successor.
 *
 * @param askedAt when the question was asked, epoch ms; null: there was none
 * @returns a word for the inbox row
 */
export function pressLeave(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  roomId: TalkRoomId,
  askedAt: number | null,
): EventResult {
  const named = ownRoom(asked, readRoom(context.db, roomId));
  if (named?.state === 'open' && askedAt !== null && isFreshEnd(askedAt, context.clock.now())) {
    end(context, actor, asked, named);
    return 'left';
  }
  const since = named === null ? null : ownRoom(asked, roomSince(context, named));
  if (since === null) return tellGone(context, asked);
  askToLeave(context, asked, since);
  return 'asked-again';
}

function roomSince(context: Context, room: TalkRoom): TalkRoom | null {
  if (room.state === 'open') return room;
  const successor = successorOf(context, room);
  return successor?.state === 'open' ? successor : openRoomOf(context.db, room);
}

const ownRoom = (asked: LineAsked, room: TalkRoom | null): TalkRoom | null =>
  room?.channelId === asked.channelId && room.lineUserId === asked.lineUserId ? room : null;

/** The talk that a button was about is over. */
export function tellGone(context: Context, asked: LineAsked): EventResult {
  const text = wordsForLineUser(context, asked.lineUserId).line.alreadyLeft;
  tellLineUser(context, asked, 'leave', { text }, { replyOnly: true });
  return 'room-closed';
}
