import { type Context, record } from '../context.ts';
import type { Actor } from '../domain/audit.ts';
import { planJob } from '../store/jobs.ts';
import { countQueuedRelays, requestsInFlight, rowsById } from '../store/outbox.ts';
import { beginRoomRun } from '../store/room-runs.ts';
import type { CloseReason } from '../store/schema.ts';
import { markClosed, type TalkRoom } from '../store/talk-rooms.ts';
import { closeRoom } from './close-room.ts';

/** Rooms seen to in one transaction, so that nothing else waits for long. */
export const ROOMS_PER_TURN = 20;

/** Whether so many rooms are told of by a job, which reports when it is done. */
export const takesTurns = (rooms: number) => rooms > ROOMS_PER_TURN;

export interface Closed {
  readonly rooms: number;
  /** Messages of people that do not arrive. */
  readonly lost: number;
}

/**
 * Closes rooms. Many are marked as closed at once, which already refuses everything, and told of by a
 * job a few at a time (DESIGN §6.6).
 */
export function closeRooms(
  context: Context,
  actor: Actor,
  rooms: readonly TalkRoom[],
  reason: CloseReason,
): Closed {
  if (takesTurns(rooms.length)) return beginClosing(context, actor, rooms, reason);
  let lost = 0;
  for (const room of rooms) lost += closeRoom(context, actor, room, reason);
  return { rooms: rooms.length, lost };
}

function beginClosing(
  context: Context,
  actor: Actor,
  rooms: readonly TalkRoom[],
  reason: CloseReason,
): Closed {
  const ids = rooms.map((room) => room.id);
  const lost = countQueuedRelays(context.db, ids) - countUnderWay(context, new Set(ids));
  const closedEntry = record(context, {
    action: 'room.close-many',
    actor,
    outcome: 'ok',
    reason,
    facts: { rooms: rooms.length, undelivered: lost },
  });
  const now = context.clock.now();
  markClosed(context.db, ids, { closedAt: now, closedReason: reason, closedEntry });
  const run = { kind: 'close' as const, actor, reason, fromMember: null, toMember: null };
  const runId = beginRoomRun(context.db, { ...run, undelivered: lost, startedAt: now }, ids);
  planJob(context.db, { kind: 'room-run', key: `${runId}`, payload: { runId }, dueAt: now });
  return { rooms: rooms.length, lost };
}

/** Messages in calls that are being made right now: their own outcomes count. */
function countUnderWay(context: Context, ids: ReadonlySet<number>): number {
  return requestsInFlight(context.db)
    .flatMap((request) => rowsById(context.db, request.rowIds))
    .filter((row) => row.entryId !== null && row.roomId !== null && ids.has(row.roomId)).length;
}
