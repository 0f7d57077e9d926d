import { type Context, record } from '../context.ts';
import { type Actor, SYSTEM } from '../domain/audit.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from '../domain/ids.ts';
import { lineSpeaker, memberSpeaker, type Speaker } from '../domain/speaker.ts';
import type { Button, Speech } from '../domain/speech.ts';
import { clipGraphemes } from '../domain/text.ts';
import { planJob } from '../store/jobs.ts';
import { setRoomOfEntry } from '../store/line-messages.ts';
import {
  heldBy,
  insertQuestion,
  holdMessage as keepHeld,
  noteNumbers,
  openQuestion,
  type Question,
  questionByToken,
  releaseHeld,
  settleQuestion,
} from '../store/questions.ts';
import {
  changeRoom,
  readRoom,
  roomsOfLineUser,
  roomsOfMember,
  type TalkRoom,
} from '../store/talk-rooms.ts';
import type { Words } from '../words/words.ts';
import { tellAway } from './absence.ts';
import {
  lineUserName,
  memberName,
  nameForMember,
  wordsForLineUser,
  wordsForMember,
} from './people.ts';
import { relayEntry, tellLineUser, tellMember } from './say.ts';
import { successorOf } from './successor.ts';
import { noteSpoken } from './whom-for.ts';

/** Someone with several rooms behind one chat, on either side. */
export type Asked =
  | { readonly side: 'line'; readonly channelId: ChannelId; readonly lineUserId: LineUserId }
  | { readonly side: 'line-works'; readonly memberId: MemberId };

const EXPIRES_MS = 24 * 60 * 60 * 1000;
/** LINE's buttons template takes 4, LINE WORKS' 10 (line.md §2.7, line-works.md §3.2). */
const BUTTONS = { line: 4, 'line-works': 10 } as const;
const LABEL_MAX = 20;

export const speakerOf = (asked: Asked): Speaker =>
  asked.side === 'line'
    ? lineSpeaker(asked.channelId, asked.lineUserId)
    : memberSpeaker(asked.memberId);

const wordsFor = (context: Context, asked: Asked): Words =>
  asked.side === 'line'
    ? wordsForLineUser(context, asked.lineUserId)
    : wordsForMember(context, asked.memberId);

/** Keeps a message back and asks its speaker whom it is for (DESIGN §6.4 case 4). */
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
    expiresAt: askedAt + EXPIRES_MS,
  });
  planJob(context.db, {
    kind: 'expire-question',
    key: String(question.id),
    payload: { token: question.token },
    dueAt: question.expiresAt,
  });
  return question;
}

/** One choice: a room, and the name its button carries. */
export interface Choice {
  readonly roomId: TalkRoomId;
  readonly name: string;
  /** From 1; kept as long as the question is open, whoever speaks or leaves meanwhile. */
  readonly number: number;
}

/** The rooms a speaker may mean, latest first when first asked; equal names carry a fixed short tag. */
export function choicesOf(context: Context, asked: Asked): Choice[] {
  const rooms = (
    asked.side === 'line'
      ? roomsOfLineUser(context.db, asked.channelId, asked.lineUserId)
      : roomsOfMember(context.db, asked.memberId)
  ).filter((room) => room.state === 'open');
  const numbered = openQuestion(context.db, speakerOf(asked))?.numbered ?? [];
  const order = [...new Set([...numbered, ...rooms.map((room) => room.id)])];
  const named = rooms.map((room) => ({
    roomId: room.id,
    number: order.indexOf(room.id) + 1,
    name: asked.side === 'line' ? memberName(context, room.memberId) : nameForMember(context, room),
  }));
  const isShared = (name: string) => named.filter((other) => other.name === name).length > 1;
  return named
    .sort((one, other) => one.number - other.number)
    .map((choice) =>
      isShared(choice.name) ? { ...choice, name: `${choice.name} #${choice.roomId}` } : choice,
    );
}

/** Puts the question (again), at the given page of choices. */
export function ask(context: Context, asked: Asked, question: Question, page: number): void {
  const words = wordsFor(context, asked);
  const say = asked.side === 'line' ? words.line.question : words.room.question;
  const choices = choicesOf(context, asked);
  noteNumbers(context.db, question, choices);
  const numbered = choices.map((choice) => `${choice.number}. ${choice.name}`).join('\n');
  const speech: Speech = {
    text: say(numbered),
    buttons: choiceButtons(words, asked.side, choices, page, {
      pick: (roomId) => `to:${question.token}:${roomId}`,
      more: (next) => `more:${question.token}:${next}`,
    }),
  };
  if (asked.side === 'line') {
    tellLineUser(context, asked, 'question', speech);
  } else {
    tellMember(context, context.settings.bridgeBotId, asked.memberId, speech);
  }
}

/** A button per room, as many as the platform's template takes, and one for the next page. */
export function choiceButtons(
  words: Words,
  side: Asked['side'],
  choices: readonly Choice[],
  page: number,
  tokens: { pick(roomId: TalkRoomId): string; more(page: number): string },
): Button[] {
  const most = BUTTONS[side];
  const perPage = choices.length <= most ? most : most - 1;
  const pages = Math.max(1, Math.ceil(choices.length / perPage));
  const shown = choices.slice((page % pages) * perPage, ((page % pages) + 1) * perPage);
  const buttons: Button[] = shown.map((choice) => ({
    label: clipGraphemes(choice.name, LABEL_MAX),
    token: tokens.pick(choice.roomId),
    says: choice.name,
  }));
  if (pages > 1) {
    const next = words.admin.next;
    buttons.push({
      label: next,
      token: tokens.more((page + 1) % pages),
      says: next,
    });
  }
  return buttons;
}

/**
 * Releases everything a question holds to one room, in order, once. A press on a question that is
 * settled, or for a room the speaker does not have, does nothing.
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
  // A button from before a handover stands for whoever answers now (DESIGN §6.7).
  const room =
    chosen === null || asked.side !== 'line' ? chosen : (successorOf(context, chosen) ?? chosen);
  const roomId = room?.id ?? wanted;
  if (room === null || room.state !== 'open' || !isSpeakersRoom(asked, room)) return false;
  settleQuestion(context.db, question.id, 'answered');
  for (const held of heldBy(context.db, question.id)) {
    const released = record(context, {
      action: 'message.release',
      actor,
      outcome: 'relayed',
      roomId,
      channelId: room.channelId,
      lineUserId: room.lineUserId,
      lineUserName: lineUserName(context, room.lineUserId),
      memberId: room.memberId,
      memberName: memberName(context, room.memberId),
      direction: asked.side === 'line' ? 'in' : 'out',
      aboutId: held.entryId,
    });
    setRoomOfEntry(context.db, held.entryId, roomId);
    const to = asked.side === 'line' ? 'line-works' : 'line';
    relayEntry(context, roomId, held.entryId, to, held.quotedEntryId);
    if (asked.side === 'line') tellAway(context, room);
    noteSpoken(context, speakerOf(asked), roomId, released);
    changeRoom(
      context.db,
      roomId,
      asked.side === 'line' ? { lineUserSpokeEntry: released } : { memberSpokeEntry: released },
    );
  }
  releaseHeld(context.db, question.id);
  return true;
}

const isSpeakersRoom = (asked: Asked, room: TalkRoom) =>
  asked.side === 'line'
    ? room.channelId === asked.channelId && room.lineUserId === asked.lineUserId
    : room.memberId === asked.memberId;

/** After a day without an answer: the held messages reach nobody, and their speaker is told. */
export function expireQuestion(context: Context, token: string): void {
  const question = questionByToken(context.db, token);
  if (question === null || question.state !== 'open') return;
  settleQuestion(context.db, question.id, 'expired');
  const held = heldBy(context.db, question.id);
  for (const { entryId } of held) {
    record(context, {
      action: 'message.expire',
      actor: SYSTEM,
      outcome: 'expired',
      aboutId: entryId,
    });
  }
  releaseHeld(context.db, question.id);
  if (held.length === 0) return;
  const asked = askedOf(question.speaker);
  const words = wordsFor(context, asked);
  if (asked.side === 'line') {
    tellLineUser(context, asked, 'held-expired', { text: words.line.heldExpired(held.length) });
  } else {
    const text = words.room.heldExpired(held.length);
    tellMember(context, context.settings.bridgeBotId, asked.memberId, { text });
  }
}

function askedOf(speaker: string): Asked {
  const [side, first, second] = speaker.split(':');
  return side === 'line'
    ? { side: 'line', channelId: first as ChannelId, lineUserId: second as LineUserId }
    : { side: 'line-works', memberId: first as MemberId };
}

/** The choice that a typed answer names, by number or by name. */
export function typedChoice(choices: readonly Choice[], text: string): TalkRoomId | null {
  const said = text.normalize('NFKC').trim().toLowerCase();
  const number = /^[1-9]\d{0,2}[.)]?$/.test(said) ? Number.parseInt(said, 10) : null;
  if (number !== null) return choices.find((choice) => choice.number === number)?.roomId ?? null;
  const bare = (name: string) => name.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
  const hits = choices.filter((choice) => bare(choice.name) === bare(said));
  return hits.length === 1 ? (hits[0]?.roomId ?? null) : null;
}
