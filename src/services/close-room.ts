import { type Context, record } from '../context.ts';
import type { Actor } from '../domain/audit.ts';
import { ERRAND_CLASS } from '../domain/errand.ts';
import { roomLane } from '../domain/lane.ts';
import { readFriendship } from '../store/line-users.ts';
import {
  dropRequest,
  endRows,
  errandOf,
  type OutboxRow,
  queuedOfRoom,
  requestOf,
  rescheduleLane,
} from '../store/outbox.ts';
import { openQuestion } from '../store/questions.ts';
import type { CloseReason } from '../store/schema.ts';
import { changeRoom, roomModeOf, type TalkRoom } from '../store/talk-rooms.ts';
import { type Asked, choicesOf, expireQuestion, speakerOf } from './ask-addressee.ts';
import { lineUserName, memberName, wordsForLineUser, wordsForMember } from './people.ts';
import { recordDelivery } from './record-delivery.ts';
import { leaveRoom, tellLineUser, tellMember, tellRoom } from './say.ts';

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
  const now = context.clock.now();
  changeRoom(context.db, room.id, { state: 'closed', closedAt: now, closedReason: reason });
  const lost = dropQueue(context, room);
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
  changeRoom(context.db, room.id, { closedEntry: entryId });
  sayWithdrawn(context, { ...room, closedReason: reason });
  sayGoodbye(context, room, reason);
  giveUpQuestions(context, room);
  return lost;
}

/** Ends what waits in the room's lanes. A request now in flight is settled by its own outcome. */
function dropQueue(context: Context, room: TalkRoom): number {
  let lost = 0;
  const inFlight = new Set<number>();
  const unclear = new Set<number>();
  for (const to of ['line', 'line-works'] as const) {
    const request = requestOf(context.db, roomLane(room.id, to));
    if (request === null) continue;
    for (const id of request.rowIds) {
      if (request.inFlight) inFlight.add(id);
      else if (request.unclear > 0) unclear.add(id);
    }
    if (request.inFlight) continue;
    // A creation of which nothing is known stays: its callback may come yet, and the bot then leaves.
    if (request.step === 'create-room' && request.unclear > 0) continue;
    dropRequest(context.db, roomLane(room.id, to));
    if (request.step === 'create-room') changeRoom(context.db, room.id, { creatingSince: null });
  }
  for (const row of queuedOfRoom(context.db, room.id)) {
    if (inFlight.has(row.id)) continue;
    const state = unclear.has(row.id) ? 'uncertain' : 'cancelled';
    lost += endRow(context, room, row, state);
  }
  for (const to of ['line', 'line-works'] as const) {
    rescheduleLane(context.db, roomLane(room.id, to), context.clock.now());
  }
  return lost;
}

function endRow(
  context: Context,
  room: TalkRoom,
  row: OutboxRow,
  state: 'uncertain' | 'cancelled',
): number {
  const isMessage = errandOf(row)?.do === 'relay';
  endRows(context.db, [row.id], state, 'room-closed');
  if (isMessage) recordDelivery(context, room, row, state, 'room-closed');
  return isMessage ? 1 : 0;
}

/**
 * Nothing can be deleted on the LINE side: a notice under the withdrawn name stands for it. Whoever
 * ended the talk is told so instead.
 */
export function sayWithdrawn(
  context: Context,
  room: TalkRoom,
  options: { readonly replyOnly?: boolean } = {},
): void {
  if (readFriendship(context.db, room.channelId, room.lineUserId).state === 'blocked') return;
  const words = wordsForLineUser(context, room.lineUserId).line;
  changeRoom(context.db, room.id, { withdrawnTold: true });
  tellLineUser(
    context,
    room,
    'withdrawn',
    room.closedReason === 'left-by-user'
      ? { text: words.left(memberName(context, room.memberId)) }
      : { text: words.withdrawn(memberName(context, room.memberId)), sender: words.withdrawnName },
    {
      roomId: room.id,
      class: ERRAND_CLASS.notice,
      replyOnly: options.replyOnly ?? false,
    },
  );
}

/** Whoever has nobody left to choose from is told now that the held messages reach nobody. */
function giveUpQuestions(context: Context, room: TalkRoom): void {
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

function sayGoodbye(context: Context, room: TalkRoom, reason: CloseReason): void {
  const words = wordsForMember(context, room.memberId).room;
  const user = lineUserName(context, room.lineUserId);
  const left = reason === 'left-by-user';
  const why = left
    ? words.goodbyeLeft(user)
    : reason === 'link-off'
      ? words.goodbyeLinkOff
      : words.goodbyeRemoved;
  const inRoom = room.worksChannelId !== null;
  if (!inRoom && roomModeOf(context.db, room.memberId) !== 'direct') return;
  const notice = words.closedNotice(user, left ? words.leftNotice : '');
  const text = inRoom ? why : notice;
  tellRoom(context, room.id, { text }, { farewell: true, class: ERRAND_CLASS.notice });
  if (room.worksChannelId === null) return;
  leaveRoom(context, room.id, room.worksChannelId);
  // Membership and link have notices of their own; of this the member hears nowhere else (DESIGN §11).
  if (!left) return;
  const { bridgeBotId } = context.settings;
  tellMember(context, bridgeBotId, room.memberId, { text: notice }, { class: ERRAND_CLASS.notice });
}
