import { type Context, record } from '../../context.ts';
import type { TalkRoomId } from '../../domain/ids.ts';
import {
  endRoomRun,
  listRoomRuns,
  nextOfRun,
  type RoomRun,
  settleRunRoom,
} from '../../store/talks/room-runs.ts';
import { changeRoom, readRoom } from '../../store/talks/talk-rooms.ts';
import { roomParties } from '../audit/actors.ts';

const ROOMS_AT_ONCE = 100;

/**
 * Ends closings and handovers of several rooms that were under way. Rooms that were to close were marked as closed when
 * the run began: that stands, without goodbyes. Rooms that were to be handed over stay with their member. Returns how
 * many runs there were.
 */
export function endRoomRuns(context: Context): number {
  const runs = listRoomRuns(context.db);
  for (const run of runs) {
    if (run.kind === 'close') closeQuietly(context, run);
    endRoomRun(context.db, run.id);
  }
  return runs.length;
}

function closeQuietly(context: Context, run: RoomRun): void {
  for (;;) {
    const rooms = nextOfRun(context.db, run.id, ROOMS_AT_ONCE);
    for (const { roomId } of rooms) {
      noteClosed(context, run, roomId);
      settleRunRoom(context.db, run.id, roomId, { state: 'done' });
    }
    if (rooms.length === 0) return;
  }
}

function noteClosed(context: Context, run: RoomRun, roomId: TalkRoomId): void {
  const room = readRoom(context.db, roomId);
  if (room === null || room.state === 'open') return;
  const entryId = record(context, {
    action: 'room.close',
    actor: run.actor,
    outcome: 'ok',
    reason: run.reason,
    ...roomParties(context, room),
  });
  const closedEntry = room.closedEntry === 0 ? entryId : room.closedEntry;
  // The original has said it since, as far as anybody can know.
  changeRoom(context.db, roomId, { closedEntry, withdrawnTold: true });
}
