import type { Context } from '../../../src/context.ts';
import type { RefusalReason } from '../../../src/domain/delivery/outcome.ts';
import type { Blame } from '../../../src/domain/delivery/sender-form.ts';
import {
  needsNewRoom,
  simplerOnLine,
  simplerOnWorks,
} from '../../../src/domain/delivery/way-round.ts';
import { sendersIn } from '../../../src/platforms/line/outbound.ts';
import { detachRoom } from '../../../src/services/rooms/detach.ts';
import { keepReplyToken } from '../../../src/store/line/line-users.ts';
import { type OutboxRow, updateRow } from '../../../src/store/queue/outbox.ts';
import type { RequestRow } from '../../../src/store/queue/requests.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { LineAddress } from '../compose/line/fill.ts';
import type { Claim } from '../loop/claim.ts';
import { relaysOf } from '../media/plan-upload.ts';
import { changeRows, refusedRow } from './change-rows.ts';
import { useDirectMode } from './keep-answer.ts';

/**
 * Some refusals have a way round: a room that is gone is made again, a room that cannot be made is
 * replaced by the 1:1 room, a batch is sent one by one, a refused form is replaced by a simpler
 * one.
 *
 * @returns whether the rows stay queued to go another way
 */
export function goRound(
  context: Context,
  claim: Claim,
  rows: readonly OutboxRow[],
  reason: RefusalReason,
  blames: Blame | null,
): boolean {
  const { call, request } = claim;
  switch (call.step) {
    case 'create-room':
      useDirectMode(context, call.roomId);
      return true;
    case 'inspect-room': {
      const room = readRoom(context.db, call.roomId);
      if (room !== null) detachRoom(context, room, reason);
      useDirectMode(context, call.roomId);
      return true;
    }
    case 'say-in-channel':
      return (
        saySimpler(context, call.step, rows, reason) ||
        (needsNewRoom(reason) && moveToNewRoom(context, rows, reason))
      );
    case 'say-to-member':
      return saySimpler(context, call.step, rows, reason);
    case 'upload-media': {
      const waiting = relaysOf(context, call.entryId).map(({ row }) => row);
      return saySimpler(context, call.step, waiting, reason);
    }
    case 'line-say':
      if (reason !== 'bad-request') return false;
      keepToken(context, request, call);
      return sayOtherwiseOnLine(context, request, rows, blames);
    case 'check-room':
    case 'line-profile':
    case 'line-answer':
    case 'line-leave':
    case 'leave-channel':
    case 'upload-picture':
    case 'fetch-media':
      return false;
    default:
      return call satisfies never;
  }
}

function saySimpler(
  context: Context,
  say: 'say-in-channel' | 'say-to-member' | 'upload-media',
  rows: readonly OutboxRow[],
  reason: RefusalReason,
): boolean {
  const [head] = rows;
  const change = simplerOnWorks(say, reason, head && refusedRow(context, head));
  if (change !== null) changeRows(context, rows, [change]);
  return change !== null;
}

function sayOtherwiseOnLine(
  context: Context,
  { body }: RequestRow,
  rows: readonly OutboxRow[],
  blames: Blame | null,
): boolean {
  const senders = sendersIn(body ?? '');
  const names = new Set(senders.flatMap(({ name }) => name ?? []));
  const sent = { names, icon: senders.some(({ icon }) => icon) };
  const refused = rows.map((row) => refusedRow(context, row));
  const { again, changes } = simplerOnLine(refused, sent, blames);
  changeRows(context, rows, changes);
  return again;
}

/**
 * A request refused for its content leaves its reply token good (line.md §1.7): it is free for now.
 */
function keepToken(
  { db }: Context,
  { replyToken: token, replyReceivedAt: receivedAt }: RequestRow,
  { channelId, lineUserId }: LineAddress,
): void {
  if (token === null || receivedAt === null) return;
  keepReplyToken(db, { token, channelId, lineUserId, receivedAt, occurredAt: receivedAt });
}

/** The bot was thrown out, or the room is gone: the words go to a new room, once (DESIGN §6.3). */
function moveToNewRoom(context: Context, rows: readonly OutboxRow[], reason: string): boolean {
  const [head] = rows;
  if (head === undefined || head.roomId === null || head.moves > 0) return false;
  const room = readRoom(context.db, head.roomId);
  if (room === null || room.state !== 'open') return false;
  detachRoom(context, room, reason);
  for (const row of rows) updateRow(context.db, row.id, { moves: row.moves + 1 });
  return true;
}
