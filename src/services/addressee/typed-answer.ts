import type { Context } from '../../context.ts';
import { type Nameable, typedChoice } from '../../domain/addressee/typed-choice.ts';
import type { TalkRoomId } from '../../domain/ids.ts';
import type { Asked } from '../../domain/speaker.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { readMember } from '../../store/people/members.ts';
import type { Question } from '../../store/talks/questions.ts';
import { readRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { lineUserName } from '../say/shown-name.ts';
import { choicesOf } from './ask.ts';

/** The room that a typed text chooses in an open question; it may have closed. Null: no answer. */
export function typedAnswer(
  context: Context,
  asked: Asked,
  question: Question,
  text: string,
): TalkRoomId | null {
  const nameable = choicesOf(context, asked).flatMap(({ roomId, name }): Nameable[] => {
    const room = readRoom(context.db, roomId);
    return room === null ? [] : [{ roomId, name, ...namesBeside(context, asked, room) }];
  });
  return typedChoice(nameable, question.numbered, text, writerOf(context, asked));
}

const writerOf = (context: Context, asked: Asked) =>
  asked.side === 'line'
    ? lineUserName(context, asked.lineUserId)
    : (readMember(context.db, asked.memberId)?.fullName ?? null);

function namesBeside(
  context: Context,
  asked: Asked,
  room: TalkRoom,
): Omit<Nameable, 'roomId' | 'name'> {
  if (asked.side === 'line-works') {
    // A customer chooses their own name on LINE: to the member's question it is no answer.
    const answersToName = room.givenName !== null;
    return { answersToName, otherNames: [], partNames: [], talkId: null };
  }
  const talkId = readLinkMember(context.db, room.memberId)?.talkId ?? null;
  const member = readMember(context.db, room.memberId);
  if (member === null) return { answersToName: true, otherNames: [], partNames: [], talkId };
  const { fullName, phonetic, lastName, firstName, nickName } = member;
  const others = member.otherNames.map((other) => other.name);
  return {
    answersToName: true,
    otherNames: given([fullName, phonetic, ...others]),
    // In Latin letters each word may be the name a person goes by.
    partNames: given([
      lastName,
      firstName,
      nickName,
      phonetic?.split(' ')[0],
      ...others.flatMap((name) => name.split(/\s+/u)),
    ]),
    talkId,
  };
}

const given = (names: readonly (string | null | undefined)[]) =>
  names.filter((name) => name != null);
