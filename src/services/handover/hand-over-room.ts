import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { Facts } from '../../domain/audit-facts.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import type { EntryId, MemberId } from '../../domain/ids.ts';
import { lineSpeaker } from '../../domain/speaker.ts';
import { readFriendship, wantProfileAgain } from '../../store/line/line-users.ts';
import { moveNumber, openQuestion } from '../../store/talks/questions.ts';
import { readSpeaker, saveSpeaker } from '../../store/talks/speakers.ts';
import {
  changeRoom,
  insertRoom,
  markRoomClosed,
  nameGivenBefore,
  openRoomOf,
  readRoom,
  roomModeOf,
  type TalkRoom,
} from '../../store/talks/talk-rooms.ts';
import { ask } from '../addressee/ask.ts';
import { roomParties } from '../audit/actors.ts';
import { tellAway } from '../members/absence.ts';
import { giveUpQuestions, sayGoodbye, sayWithdrawn } from '../rooms/close.ts';
import { dropQueue, type Undelivered } from '../rooms/drop-queue.ts';
import { tellUnsentAnswers } from '../rooms/tell-unsent-answers.ts';
import { wordsForMember } from '../say/reader.ts';
import { introduceRoom, relayEntry, tellRoom } from '../say/say.ts';
import { memberNameIn, nameForMember } from '../say/shown-name.ts';
import { queueTranscript } from './transcript.ts';

export interface HandedOver {
  /** The customer's waiting messages, which go to the successor. */
  readonly moved: number;
  /** The former member's answers that will not be sent. */
  readonly unsent: number;
  /** Whether the customer is being told. */
  readonly noticed: boolean;
}

/**
 * Hands one customer over (DESIGN §6.7): the new member's room takes the old one in, with its
 * undelivered messages; from now on everything that names the old room means the new one.
 */
export function handOverRoom(
  context: Context,
  actor: Actor,
  room: TalkRoom,
  to: MemberId,
): HandedOver {
  const wasOpen = room.state === 'open';
  const successor =
    openRoomOf(context.db, { ...room, memberId: to }) ?? openFor(context, actor, room, to);
  const successorId = successor.id;
  if (wasOpen) {
    const closedAt = context.clock.now();
    markRoomClosed(context.db, room.id, { closedAt, closedReason: 'handed-over', successorId });
  } else changeRoom(context.db, room.id, { successorId });
  const dropped = dropQueue(context, room, true);
  const { undelivered, answers, maybeAnswers, underWay, following } = dropped;
  const moved = undelivered.length + following.length;
  const facts = { undelivered: answers, uncertain: maybeAnswers, moved };
  const entryId = recordHandover(context, actor, room, successor, facts);
  if (wasOpen) changeRoom(context.db, room.id, { closedEntry: entryId });
  pointTo(context, room, successor, entryId);
  queueTranscript(
    context,
    room,
    successor,
    new Set([...underWay, ...following, ...undelivered.map((message) => message.entryId)]),
  );
  for (const message of undelivered) forwardMessage(context, actor, successor, message);
  if (moved > 0) tellAway(context, successor);
  tellBlocked(context, successor);
  const closed = readRoom(context.db, room.id) ?? room;
  const noticed = sayWithdrawn(context, closed);
  if (wasOpen) sayGoodbye(context, room, goodbyeTo(context, room, to, answers));
  // Answers that certainly were not sent are in the goodbye.
  tellUnsentAnswers(context, room, { answers: 0, maybeAnswers });
  askAgain(context, room, successor);
  giveUpQuestions(context, room);
  return { moved, unsent: answers, noticed };
}

/** The former member was told of the block; the successor is told, too (DESIGN §6.5). */
function tellBlocked(context: Context, room: TalkRoom): void {
  if (readFriendship(context.db, room.channelId, room.lineUserId).state !== 'blocked') return;
  const words = wordsForMember(context, room.memberId).room;
  const text = words.blocked(nameForMember(context, room));
  tellRoom(context, room.id, { text }, { class: ERRAND_CLASS.notice });
}

function openFor(context: Context, actor: Actor, from: TalkRoom, memberId: MemberId): TalkRoom {
  const { channelId, lineUserId } = from;
  const openedAt = context.clock.now();
  const givenName = nameGivenBefore(context.db, { channelId, lineUserId, memberId });
  const room = insertRoom(context.db, { channelId, lineUserId, memberId, openedAt });
  const openedEntry = recordFor(context, actor, room, 'room.open', { predecessor: from.id });
  changeRoom(context.db, room.id, { openedEntry, givenName });
  wantProfileAgain(context.db, lineUserId, channelId);
  introduceRoom(context, room.id, ERRAND_CLASS.notice);
  return { ...room, openedEntry, givenName };
}

function recordHandover(
  context: Context,
  actor: Actor,
  from: TalkRoom,
  to: TalkRoom,
  counts: Readonly<Record<string, number>>,
): EntryId {
  const facts = { from: from.memberId, to: to.memberId, ...counts };
  recordFor(context, actor, to, 'room.hand-over', { ...facts, predecessor: from.id });
  return recordFor(context, actor, from, 'room.hand-over', { ...facts, successor: to.id });
}

function recordFor(
  context: Context,
  actor: Actor,
  room: TalkRoom,
  action: 'room.open' | 'room.hand-over',
  facts: Facts,
): EntryId {
  return record(context, {
    action,
    actor,
    outcome: 'ok',
    reason: 'handed-over',
    ...roomParties(context, room),
    facts,
  });
}

/** What pointed to the old room points to the new one; who spoke last is carried over. */
function pointTo(context: Context, room: TalkRoom, successor: TalkRoom, entryId: EntryId): void {
  const speaker = lineSpeaker(room.channelId, room.lineUserId);
  const standing = readSpeaker(context.db, speaker);
  if (standing.currentRoomId === room.id) {
    saveSpeaker(context.db, { ...standing, currentRoomId: successor.id });
  }
  // In direct mode the transcript stands in the member's one room: the next message may answer it.
  const heard = roomModeOf(context.db, successor.memberId) === 'direct' ? entryId : 0;
  changeRoom(context.db, successor.id, {
    memberSpokeEntry: Math.max(successor.memberSpokeEntry, room.memberSpokeEntry),
    lineUserSpokeEntry: Math.max(successor.lineUserSpokeEntry, room.lineUserSpokeEntry, heard),
  });
}

/** Forwards to the successor a customer's message that the former member never received. */
export function forwardMessage(
  context: Context,
  actor: Actor,
  successor: TalkRoom,
  { entryId, quotedEntryId }: Undelivered,
): void {
  const released = record(context, {
    action: 'message.release',
    actor,
    outcome: 'relayed',
    reason: 'handed-over',
    ...roomParties(context, successor),
    direction: 'in',
    aboutId: entryId,
  });
  relayEntry(context, successor.id, entryId, 'line-works', quotedEntryId);
  changeRoom(context.db, successor.id, { lineUserSpokeEntry: released });
}

function goodbyeTo(context: Context, room: TalkRoom, to: MemberId, unsent: number) {
  const all = wordsForMember(context, room.memberId);
  const words = all.room;
  const name = memberNameIn(context, to, all);
  const user = nameForMember(context, room);
  return {
    inRoom: words.goodbyeHandedOver(name, unsent),
    notice: words.closedNotice(user, words.handedOverNotice(name, unsent)),
    // One message about all rooms of the handover follows.
    alone: false,
  };
}

/** Held messages stay held: the new member takes the old one's place and number in the question. */
function askAgain(context: Context, room: TalkRoom, successor: TalkRoom): void {
  const asked = {
    side: 'line' as const,
    channelId: room.channelId,
    lineUserId: room.lineUserId,
  };
  const speaker = lineSpeaker(room.channelId, room.lineUserId);
  const question = openQuestion(context.db, speaker);
  if (question === null) return;
  moveNumber(context.db, question, room.id, successor.id);
  ask(context, asked, question, 0);
}
