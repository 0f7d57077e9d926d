import { type Context, record } from '../context.ts';
import type { Actor } from '../domain/audit.ts';
import { ERRAND_CLASS } from '../domain/errand.ts';
import type { Speech } from '../domain/speech.ts';
import { readFriendship } from '../store/line-users.ts';
import { openQuestion } from '../store/questions.ts';
import type { CloseReason } from '../store/schema.ts';
import { changeRoom, roomModeOf, type TalkRoom } from '../store/talk-rooms.ts';
import { type Asked, choicesOf, expireQuestion, speakerOf } from './ask-addressee.ts';
import { dropQueue } from './drop-queue.ts';
import { senderOf } from './open-room.ts';
import {
  lineUserName,
  memberName,
  nameForMember,
  wordsForLineUser,
  wordsForMember,
} from './people.ts';
import { leaveRoom, tellLineUser, tellMember, tellRoom } from './say.ts';
import { successorOf } from './successor.ts';

/**
 * Closes a talk room (DESIGN §6.6): nothing queued for it leaves any more, both sides are told, the
 * bot leaves its LINE WORKS room. History stays in the audit log.
 *
 * @returns how many messages of people did not arrive
 */
export function closeRoom(
  context: Context,
  actor: Actor,
  room: TalkRoom,
  reason: CloseReason,
): number {
  const closedAt = context.clock.now();
  changeRoom(context.db, room.id, { state: 'closed', closedAt, closedReason: reason });
  return carryOutClosing(context, actor, room, reason).lost;
}

/** What closing means for everybody, in a room that is marked as closed. */
export function carryOutClosing(
  context: Context,
  actor: Actor,
  room: TalkRoom,
  reason: CloseReason,
): { readonly lost: number; readonly noticed: boolean } {
  const { lost } = dropQueue(context, room);
  const entryId = record(context, {
    action: 'room.close',
    actor,
    outcome: 'ok',
    reason,
    roomId: room.id,
    channelId: room.channelId,
    lineUserId: room.lineUserId,
    lineUserName: lineUserName(context, room.lineUserId),
    memberId: room.memberId,
    memberName: memberName(context, room.memberId),
    facts: { undelivered: lost },
  });
  // One that was marked before closed by that entry: what was said since came after it.
  if (room.closedEntry === 0) changeRoom(context.db, room.id, { closedEntry: entryId });
  const noticed = sayWithdrawn(context, { ...room, closedReason: reason });
  sayGoodbye(context, room, goodbyeFor(context, room, reason));
  giveUpQuestions(context, room);
  return { lost, noticed };
}

/**
 * Nothing can be deleted on the LINE side: a notice under the withdrawn name stands for it. Whoever
 * ended the talk is told so instead, and whoever was handed over is told who answers now.
 *
 * @returns whether anything is said; somebody who blocked the OA is told after unblocking it
 */
export function sayWithdrawn(
  context: Context,
  room: TalkRoom,
  options: { readonly replyOnly?: boolean } = {},
): boolean {
  if (readFriendship(context.db, room.channelId, room.lineUserId).state === 'blocked') return false;
  changeRoom(context.db, room.id, { withdrawnTold: true });
  const notice = room.successorId === null ? 'withdrawn' : 'handed-over';
  tellLineUser(context, room, notice, closingWords(context, room), {
    roomId: room.id,
    class: ERRAND_CLASS.notice,
    replyOnly: options.replyOnly ?? false,
  });
  return true;
}

function closingWords(context: Context, room: TalkRoom): Speech {
  const words = wordsForLineUser(context, room.lineUserId).line;
  const name = memberName(context, room.memberId);
  const successor = successorOf(context, room);
  if (successor?.state === 'open') {
    const { memberId } = successor;
    const text = words.handedOver(name, memberName(context, memberId));
    return { text, ...senderOf(context, memberId) };
  }
  if (room.closedReason === 'left-by-user') return { text: words.left(name) };
  if (room.closedReason === 'closed-by-admin') return { text: words.closedByAdmin(name) };
  if (room.closedReason === 'closed-by-member') return { text: words.closedByMember(name) };
  if (room.closedReason === 'blocked-by-member') return { text: words.blockedByMember(name) };
  return { text: words.withdrawn(name), sender: words.withdrawnName };
}

/** Whoever has nobody left to choose from is told now that the held messages reach nobody. */
export function giveUpQuestions(context: Context, room: TalkRoom): void {
  const sides: readonly Asked[] = [
    { side: 'line', channelId: room.channelId, lineUserId: room.lineUserId },
    { side: 'line-works', memberId: room.memberId },
  ];
  for (const asked of sides) {
    const question = openQuestion(context.db, speakerOf(asked));
    if (question !== null && choicesOf(context, asked).length === 0) {
      expireQuestion(context, question.token);
    }
  }
}

/** How a member is told that a talk has ended. */
export interface Goodbye {
  /** In the room that the bot leaves. */
  readonly inRoom: string;
  /** In the 1:1 room. */
  readonly notice: string;
  /** Whether the notice is said beside the room, too (DESIGN §11): no other tells of this. */
  readonly alone: boolean;
}

/** Why a talk has ended, in the member's words. */
export function goodbyeFor(context: Context, room: TalkRoom, reason: CloseReason): Goodbye {
  const { own, room: words } = wordsForMember(context, room.memberId);
  const user = nameForMember(context, room);
  const notice = (why: string) => words.closedNotice(user, why);
  switch (reason) {
    case 'left-by-user':
      return { inRoom: words.goodbyeLeft(user), notice: notice(words.leftNotice), alone: true };
    case 'closed-by-admin':
      return { inRoom: words.goodbyeByAdmin, notice: notice(words.byAdminNotice), alone: true };
    case 'closed-by-member':
      return { inRoom: own.goodbyeClosed, notice: own.closedNotice(user), alone: true };
    case 'blocked-by-member':
      return { inRoom: own.goodbyeClosed, notice: own.blockedNotice(user), alone: true };
    case 'link-off':
      return { inRoom: words.goodbyeLinkOff, notice: notice(''), alone: false };
    case 'member-removed':
    case 'account-gone':
    case 'handed-over':
      return { inRoom: words.goodbyeRemoved, notice: notice(''), alone: false };
    default:
      return reason satisfies never;
  }
}

/** The bot says goodbye and leaves the room; in direct mode it says so in the 1:1 room. */
export function sayGoodbye(context: Context, room: TalkRoom, goodbye: Goodbye): void {
  const inRoom = room.worksChannelId !== null;
  if (!inRoom && roomModeOf(context.db, room.memberId) !== 'direct') return;
  const text = inRoom ? goodbye.inRoom : goodbye.notice;
  tellRoom(context, room.id, { text }, { farewell: true, class: ERRAND_CLASS.notice });
  if (room.worksChannelId === null) return;
  leaveRoom(context, room.id, room.worksChannelId);
  if (!goodbye.alone) return;
  const { bridgeBotId } = context.settings;
  const notice = { text: goodbye.notice };
  tellMember(context, bridgeBotId, room.memberId, notice, { class: ERRAND_CLASS.notice });
}
