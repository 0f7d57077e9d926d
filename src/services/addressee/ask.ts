import { type Context, record } from '../../context.ts';
import { HELD_MS } from '../../domain/addressee/held-expiry.ts';
import type { Actor } from '../../domain/audit.ts';
import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import { LABEL_MAX } from '../../domain/messages/speech.ts';
import { type Asked, type Speaker, speakerOf } from '../../domain/speaker.ts';
import { clip } from '../../domain/text/text.ts';
import { planJob } from '../../store/queue/jobs.ts';
import {
  type HeldMessage,
  heldBy,
  insertQuestion,
  holdMessage as keepHeld,
  noteNumbers,
  openQuestion,
  type Question,
  releaseHeld,
  settleQuestion,
} from '../../store/talks/questions.ts';
import {
  changeRoom,
  openRoomsOfMember,
  readRoom,
  roomsOfLineUser,
  type TalkRoom,
} from '../../store/talks/talk-rooms.ts';
import { roomParties } from '../audit/actors.ts';
import { successorOf } from '../handover/successor.ts';
import { tellAway } from '../members/absence.ts';
import { lineReader, type Reader, readerOf, wordsForMember } from '../say/reader.ts';
import { relayEntry, tellLineUser, tellMember } from '../say/say.ts';
import { memberNameFor, nameForMember } from '../say/shown-name.ts';
import type { Choice } from './choice.ts';
import { confirmAnswer } from './confirm-answer.ts';
import { expireQuestion } from './expire.ts';
import { questionSpeech } from './question-speech.ts';
import { noteSpoken } from './whom-for.ts';

const readerFor = (context: Context, asked: Asked): Reader =>
  asked.side === 'line'
    ? lineReader(context, asked.lineUserId)
    : readerOf(wordsForMember(context, asked.memberId));

/** Holds a message and asks its writer whom it is for (DESIGN §6.4 case 4). */
export function holdAndAsk(
  context: Context,
  asked: Asked,
  entryId: EntryId,
  quotedEntryId: EntryId | null,
): void {
  const speaker = speakerOf(asked);
  const question = openQuestion(context.db, speaker) ?? newQuestion(context, speaker);
  keepHeld(context.db, { entryId, questionId: question.id, quotedEntryId });
  ask(context, asked, question, 0);
}

function newQuestion(context: Context, speaker: Speaker): Question {
  const askedAt = context.clock.now();
  const question = insertQuestion(context.db, {
    speaker,
    token: context.chance.token(12),
    askedAt,
    expiresAt: askedAt + HELD_MS,
  });
  planJob(context.db, {
    kind: 'expire-question',
    key: String(question.id),
    payload: { token: question.token },
    dueAt: question.expiresAt,
  });
  return question;
}

/**
 * The rooms a speaker may mean; when first asked, the latest comes first. Names that are equal, or
 * look equal on a button, carry a fixed short tag.
 */
export function choicesOf(context: Context, asked: Asked): Choice[] {
  const rooms = openRoomsOf(context, asked);
  const numbered = openQuestion(context.db, speakerOf(asked))?.numbered ?? [];
  const fresh = rooms.map((room) => room.id).filter((id) => !numbered.includes(id));
  const order = [...numbered, ...fresh];
  const reader = readerFor(context, asked);
  const named = rooms.map((room) => ({
    roomId: room.id,
    // A room that took another in has two numbers (DESIGN §6.7).
    number: order.indexOf(room.id) + 1,
    name: nameIn(context, asked, room, reader),
    labelIn: (most: number) => clip(nameIn(context, asked, room, reader, most), most),
  }));
  const counts = new Map<string, number>();
  for (const { labelIn } of named) {
    const label = labelIn(LABEL_MAX);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return named
    .sort((one, other) => one.number - other.number)
    .map(({ labelIn, ...choice }) => {
      const { name, roomId } = choice;
      const label = labelIn(LABEL_MAX);
      if (counts.get(label) === 1) return { ...choice, label };
      const tag = ` #${roomId}`;
      const short = labelIn(LABEL_MAX - tag.length);
      return { ...choice, name: `${name}${tag}`, label: `${short}${tag}` };
    });
}

const openRoomsOf = (context: Context, asked: Asked): TalkRoom[] =>
  asked.side === 'line'
    ? roomsOfLineUser(context.db, asked.channelId, asked.lineUserId).filter(
        (room) => room.state === 'open',
      )
    : openRoomsOfMember(context.db, asked.memberId);

const nameIn = (
  context: Context,
  asked: Asked,
  room: TalkRoom,
  reader: Reader,
  most?: number,
): string =>
  asked.side === 'line'
    ? memberNameFor(context, room.memberId, reader, most)
    : nameForMember(context, room);

/** Asks the question, or asks it again, at the given page of choices. */
export function ask(context: Context, asked: Asked, question: Question, page: number): void {
  const choices = choicesOf(context, asked);
  if (choices.length === 0) {
    // When hundreds of rooms close, their goodbyes follow one after another (DESIGN §6.6).
    expireQuestion(context, question.token);
    return;
  }
  noteNumbers(context.db, question, choices);
  const speech = questionSpeech(context, readerFor(context, asked), asked, question, choices, page);
  if (asked.side === 'line') {
    tellLineUser(context, asked, 'question', speech);
  } else {
    tellMember(context, context.settings.bridgeBotId, asked.memberId, speech);
  }
}

/**
 * Releases all messages held for a question to one room, in order, once. A press on a settled
 * question, or for a room the speaker does not have, does nothing.
 *
 * @returns whether this answer was the one that counted
 */
export function answerQuestion(
  context: Context,
  actor: Actor,
  asked: Asked,
  question: Question,
  wanted: TalkRoomId,
): boolean {
  const chosen = readRoom(context.db, wanted);
  if (question.state !== 'open' || question.speaker !== speakerOf(asked)) return false;
  // A button from before a handover stands for the successor (DESIGN §6.7).
  const room =
    chosen === null || asked.side !== 'line' ? chosen : (successorOf(context, chosen) ?? chosen);
  if (room === null || room.state !== 'open' || !isSpeakersRoom(asked, room)) return false;
  const name = choicesOf(context, asked).find(({ roomId }) => roomId === room.id)?.name;
  settleQuestion(context.db, question.id, 'answered');
  const waiting = heldBy(context.db, question.id);
  // The held message has been unsent; the choice stands.
  if (waiting.length === 0) noteChosen(context, actor, asked, room);
  for (const held of waiting) release(context, actor, asked, room, held);
  releaseHeld(context.db, question.id);
  confirmAnswer(
    context,
    asked,
    room,
    name ?? nameIn(context, asked, room, readerFor(context, asked)),
    waiting.length,
  );
  return true;
}

function release(
  context: Context,
  actor: Actor,
  asked: Asked,
  room: TalkRoom,
  { entryId, quotedEntryId }: HeldMessage,
): void {
  const fromLine = asked.side === 'line';
  const released = record(context, {
    action: 'message.release',
    actor,
    outcome: 'relayed',
    ...roomParties(context, room),
    direction: fromLine ? 'in' : 'out',
    aboutId: entryId,
  });
  relayEntry(context, room.id, entryId, fromLine ? 'line-works' : 'line', quotedEntryId);
  if (fromLine) tellAway(context, room);
  noteSpoken(context, speakerOf(asked), room.id, released);
  const spoke = fromLine ? { lineUserSpokeEntry: released } : { memberSpokeEntry: released };
  changeRoom(context.db, room.id, spoke);
}

/** From here on the speaker means this room. */
export function noteChosen(context: Context, actor: Actor, asked: Asked, room: TalkRoom): void {
  const entryId = record(context, {
    action: 'room.switch',
    actor,
    outcome: 'ok',
    ...roomParties(context, room),
  });
  noteSpoken(context, speakerOf(asked), room.id, entryId);
}

const isSpeakersRoom = (asked: Asked, room: TalkRoom) =>
  asked.side === 'line'
    ? room.channelId === asked.channelId && room.lineUserId === asked.lineUserId
    : room.memberId === asked.memberId;
