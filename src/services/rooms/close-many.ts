import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { countQueuedRelays, queuedBegun, rowsById } from '../../store/queue/outbox.ts';
import { maybeShown, requestsMaybeOut } from '../../store/queue/requests.ts';
import type { CloseReason } from '../../store/schema.ts';
import { beginRoomRun } from '../../store/talks/room-runs.ts';
import { markClosed, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { isPartOut } from '../say/part-out.ts';
import { closeRoom, type Lost } from './close.ts';

/** Rooms handled in one transaction, so that other work does not wait long. */
export const ROOMS_PER_TURN = 20;

/** Whether a job carries out the closing of this many rooms and reports when it is done. */
export const takesTurns = (rooms: number) => rooms > ROOMS_PER_TURN;

/** Messages lost when rooms close. */
export interface Closed extends Lost {
  readonly rooms: number;
}

/**
 * Closes rooms. Many are marked as closed at once, and accept no more messages from then on; a job
 * carries their closing out a few at a time (DESIGN §6.6).
 */
export function closeRooms(
  context: Context,
  actor: Actor,
  rooms: readonly TalkRoom[],
  reason: CloseReason,
): Closed {
  if (takesTurns(rooms.length)) return beginClosing(context, actor, rooms, reason);
  const sum = { lost: 0, maybe: 0 };
  for (const room of rooms) {
    const { lost, maybe } = closeRoom(context, actor, room, reason);
    sum.lost += lost;
    sum.maybe += maybe;
  }
  return { rooms: rooms.length, ...sum };
}

function beginClosing(
  context: Context,
  actor: Actor,
  rooms: readonly TalkRoom[],
  reason: CloseReason,
): Closed {
  const ids = rooms.map((room) => room.id);
  const { underWay, maybe } = countMaybeOut(context, new Set(ids));
  const lost = countQueuedRelays(context.db, ids) - underWay;
  const closedEntry = record(context, {
    action: 'room.close-many',
    actor,
    outcome: 'ok',
    reason,
    facts: { rooms: rooms.length, undelivered: lost, uncertain: maybe },
  });
  const now = context.clock.now();
  markClosed(context.db, ids, { closedAt: now, closedReason: reason, closedEntry });
  const run = { kind: 'close' as const, actor, reason, fromMember: null, toMember: null };
  const runId = beginRoomRun(context.db, { ...run, undelivered: lost, startedAt: now }, ids);
  planJob(context.db, { kind: 'room-run', key: `${runId}`, payload: { runId }, dueAt: now });
  return { rooms: rooms.length, lost, maybe };
}

/** People's messages that closing these rooms would end; `maybe`: those that are out, or may be. */
export function lossOutlook(context: Context, rooms: readonly TalkRoom[]): Lost {
  const ids = rooms.map((room) => room.id);
  const { underWay, maybe } = countMaybeOut(context, new Set(ids));
  return { lost: countQueuedRelays(context.db, ids), maybe: underWay + maybe };
}

/**
 * Messages in calls under way, whose own outcomes count; messages cut off once; and messages of
 * which a part has been shown.
 */
function countMaybeOut(context: Context, ids: ReadonlySet<number>) {
  const counts = { underWay: 0, maybe: 0 };
  const counted = new Set<number>();
  for (const request of requestsMaybeOut(context.db)) {
    const messages = rowsById(context.db, request.rowIds).filter(
      ({ state, entryId, roomId }) =>
        state === 'queued' && entryId !== null && roomId !== null && ids.has(roomId),
    );
    if (request.inFlight) counts.underWay += messages.length;
    else if (maybeShown(request)) counts.maybe += messages.length;
    else continue;
    for (const { id } of messages) counted.add(id);
  }
  for (const row of queuedBegun(context.db)) {
    const isAsked = row.roomId !== null && ids.has(row.roomId) && !counted.has(row.id);
    if (isAsked && isPartOut(context, row)) counts.maybe += 1;
  }
  return counts;
}
