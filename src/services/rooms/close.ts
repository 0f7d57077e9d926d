import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import type { Speech } from '../../domain/messages/speech.ts';
import { type Asked, speakerOf } from '../../domain/speaker.ts';
import { readFriendship } from '../../store/line/line-users.ts';
import { readAccount } from '../../store/line/official-accounts.ts';
import type { CloseReason } from '../../store/schema.ts';
import { openQuestion } from '../../store/talks/questions.ts';
import {
  changeRoom,
  markRoomClosed,
  modeOfRoom,
  type TalkRoom,
} from '../../store/talks/talk-rooms.ts';
import { choicesOf } from '../addressee/ask.ts';
import { expireQuestion } from '../addressee/expire.ts';
import { roomParties } from '../audit/actors.ts';
import { successorOf } from '../handover/successor.ts';
import { lineReader, wordsForLineUser, wordsForMember } from '../say/reader.ts';
import { leaveRoom, sayEndDirectly, tellLineUser, tellMember, tellRoom } from '../say/say.ts';
import { senderOf } from '../say/sender.ts';
import { memberNameFor, nameForMember } from '../say/shown-name.ts';
import { dropQueue } from './drop-queue.ts';
import { talkAgain } from './talk-again.ts';
import { tellUnsentAnswers } from './tell-unsent-answers.ts';
import { unheardOf } from './unheard.ts';

/**
 * Closes a talk room (DESIGN §6.6): its queue stops, both sides are told, the bot leaves its LINE
 * WORKS room. History stays in the audit log.
 *
 * @returns the people's messages that did not arrive
 */
export function closeRoom(
  context: Context,
  actor: Actor,
  room: TalkRoom,
  reason: CloseReason,
): Lost {
  const closedAt = context.clock.now();
  markRoomClosed(context.db, room.id, { closedAt, closedReason: reason });
  return carryOutClosing(context, actor, room, reason);
}

/** People's messages that no longer go out; `maybe`: those that may have arrived. */
export interface Lost {
  readonly lost: number;
  readonly maybe: number;
}

/** Whether the LINE user is told; `before`: has been already; `again`: the two talk again. */
export type Noticed = boolean | 'before' | 'again';

/** Carries out the closing of a room that is marked as closed. */
export function carryOutClosing(
  context: Context,
  actor: Actor,
  room: TalkRoom,
  reason: CloseReason,
): Lost & { readonly noticed: Noticed } {
  const { lost, maybe, ...unsent } = dropQueue(context, room);
  const entryId = record(context, {
    action: 'room.close',
    actor,
    outcome: 'ok',
    reason,
    ...roomParties(context, room),
    facts: { undelivered: lost, uncertain: maybe },
  });
  // A room marked earlier closed by that entry: later words came after it.
  if (room.closedEntry === 0) changeRoom(context.db, room.id, { closedEntry: entryId });
  const noticed = tellEnd(context, { ...room, closedReason: reason });
  // In direct mode both talks stand in the member's one room.
  if (noticed !== 'again' || room.worksChannelId !== null) {
    sayGoodbye(context, room, goodbyeFor(context, room, reason));
  }
  tellUnsentAnswers(context, room, unsent);
  giveUpQuestions(context, room);
  return { lost, maybe, noticed };
}

/** Many rooms are marked before their turn comes: their LINE users may have written meanwhile. */
function tellEnd(context: Context, room: TalkRoom): Noticed {
  if (talkAgain(context, room)) {
    tellUnheard(context, room);
    return 'again';
  }
  return room.withdrawnTold ? 'before' : sayWithdrawn(context, room);
}

/**
 * LINE messages cannot be deleted: a notice under the withdrawn name takes that place. A LINE user
 * who ended the talk is told so instead; one who was handed over is told who answers now.
 *
 * @returns whether it is said; a user who blocked the OA is told after unblocking it
 */
export function sayWithdrawn(
  context: Context,
  room: TalkRoom,
  options: { readonly replyOnly?: boolean } = {},
): boolean {
  if (readFriendship(context.db, room.channelId, room.lineUserId).state === 'blocked') return false;
  changeRoom(context.db, room.id, { withdrawnTold: true });
  const notice = room.successorId === null ? 'withdrawn' : 'handed-over';
  const words = closingWords(context, room);
  const speech = { ...words, text: [words.text, ...unheardWords(context, room)].join('\n') };
  tellLineUser(context, room, notice, speech, {
    roomId: room.id,
    class: ERRAND_CLASS.notice,
    replyOnly: options.replyOnly ?? false,
  });
  return true;
}

/**
 * Says once that the LINE user's last messages went no further, in words that match the certainty.
 */
function unheardWords(context: Context, room: TalkRoom): string[] {
  if (room.withdrawnTold || room.successorId !== null) return [];
  const words = wordsForLineUser(context, room.lineUserId).line;
  const { unheard, maybeUnheard } = unheardOf(context, room);
  const told = [
    ...(unheard > 0 ? [words.unheard(unheard)] : []),
    ...(maybeUnheard > 0 ? [words.maybeUnheard] : []),
  ];
  const isToldHow = room.closedReason !== null && NEXT_TOLD.has(room.closedReason);
  return told.length === 0 || isToldHow ? told : [...told, words.otherWays];
}

/** The two talk again: that it had ended is no news, but that words were lost on the way is. */
export function tellUnheard(
  context: Context,
  room: TalkRoom,
  options: { readonly replyOnly?: boolean } = {},
): void {
  changeRoom(context.db, room.id, { withdrawnTold: true });
  if (room.withdrawnTold || room.successorId !== null) return;
  const { unheard, maybeUnheard } = unheardOf(context, room);
  if (unheard + maybeUnheard === 0) return;
  const reader = lineReader(context, room.lineUserId);
  const words = reader.words.line;
  const name = memberNameFor(context, room.memberId, reader);
  const text = unheard > 0 ? words.notDelivered(name) : words.maybeNotDelivered(name);
  tellLineUser(context, room, 'not-delivered', { text }, { ...options, roomId: room.id });
}

/** For these reasons the goodbye says how to talk again. */
const NEXT_TOLD: ReadonlySet<CloseReason> = new Set([
  'left-by-user',
  'closed-by-admin',
  'closed-by-member',
]);

function closingWords(context: Context, room: TalkRoom): Speech {
  const reader = lineReader(context, room.lineUserId);
  const words = reader.words.line;
  const name = memberNameFor(context, room.memberId, reader);
  const successor = successorOf(context, room);
  if (successor?.state === 'open') {
    const { memberId } = successor;
    const text = words.handedOver(name, memberNameFor(context, memberId, reader));
    return { text, ...senderOf(context, memberId, reader) };
  }
  const again = words.talkAgain[howToTalkAgain(context, room)];
  if (room.closedReason === 'left-by-user') return { text: words.left(name, again) };
  if (room.closedReason === 'closed-by-admin') return { text: words.closedByAdmin(name, again) };
  if (room.closedReason === 'closed-by-member') return { text: words.closedByMember(name, again) };
  if (room.closedReason === 'blocked-by-member') return { text: words.blockedByMember(name) };
  if (room.closedReason === 'forgotten') {
    return { text: reader.words.keeping.toLineUser(name, context.settings.companyName) };
  }
  return { text: words.withdrawn(name), sender: words.withdrawnName };
}

/** On an OA of the member's own any message opens the room again (DESIGN §6.3). */
function howToTalkAgain(context: Context, room: TalkRoom): 'byWriting' | 'byTalkId' {
  const account = readAccount(context.db, room.channelId);
  const isOwn = account !== null && !account.shared && account.memberId === room.memberId;
  return isOwn ? 'byWriting' : 'byTalkId';
}

/** A speaker without a choice left is told now that the held messages are not delivered. */
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
  /**
   * Whether the notice goes out besides the room's goodbye (DESIGN §11): no other message says it.
   */
  readonly alone: boolean;
}

/** Why a talk has ended, in the member's language. */
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
      return { inRoom: own.goodbyeBlocked(user), notice: own.blockedNotice(user), alone: true };
    case 'forgotten': {
      const { goodbye, goodbyeNotice } = wordsForMember(context, room.memberId).keeping;
      return { inRoom: goodbye(user), notice: notice(goodbyeNotice), alone: true };
    }
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

/**
 * The bot says goodbye and leaves the room. In direct mode, or while LINE WORKS has no room (yet,
 * or any more), it says goodbye in the 1:1 room.
 */
export function sayGoodbye(context: Context, room: TalkRoom, goodbye: Goodbye): void {
  if (room.worksChannelId !== null) {
    const farewell = { farewell: true, class: ERRAND_CLASS.notice };
    tellRoom(context, room.id, { text: goodbye.inRoom }, farewell);
    leaveRoom(context, room.id, room.worksChannelId);
  } else if (modeOfRoom(context.db, room) === 'direct') {
    sayEndDirectly(context, room, { text: goodbye.notice });
    return;
  }
  if (!goodbye.alone) return;
  const { bridgeBotId } = context.settings;
  const notice = { text: goodbye.notice };
  tellMember(context, bridgeBotId, room.memberId, notice, { class: ERRAND_CLASS.notice });
}
