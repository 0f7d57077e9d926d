import type { Context } from '../../../src/context.ts';
import { type Lane, roomLane, storedLane } from '../../../src/domain/delivery/lane.ts';
import {
  judgePictureTurn,
  type PictureFacts,
  passedFile,
} from '../../../src/domain/files/picture-turn.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import { begunRelaysOf } from '../../../src/store/queue/begun-relays.ts';
import { type OutboxRow, rowsById, updateRow } from '../../../src/store/queue/outbox.ts';
import { dropRequest, requestOf, requestsInFlight } from '../../../src/store/queue/requests.ts';
import { coversOf, type PlatformCall } from '../loop/platform-call.ts';
import { callOf } from '../loop/stored-call.ts';
import { endRow } from '../outcome/end-row.ts';

/** How soon a lane that stands aside looks again. */
const SOON_MS = 200;

/**
 * When a lane may look again, because a name and its file are going out; null: it may go now. Epoch
 * ms. Files stuck for long make way.
 */
export function standAside(context: Context, lane: Lane, call: PlatformCall): number | null {
  const facts = call.step === 'say-to-member' ? factsOf(context, lane, call) : null;
  if (facts === null) return null;
  const now = context.clock.now();
  const { waits, passed } = judgePictureTurn(facts, now);
  for (const row of rowsById(context.db, passed)) makeWay(context, row);
  return waits ? now + SOON_MS : null;
}

function factsOf(
  context: Context,
  lane: Lane,
  call: Extract<PlatformCall, { step: 'say-to-member' }>,
): PictureFacts | null {
  const [head] = rowsById(
    context.db,
    coversOf(call).map((cover) => cover.rowId),
  );
  // The bot's own answers carry no sender's name.
  if (head === undefined || head.roomId === null) return null;
  const underWay = requestsInFlight(context.db).flatMap((request) => {
    if (request.lane === lane || request.step !== 'say-to-member') return [];
    const other = callOf(request);
    if (other.step !== 'say-to-member' || other.memberId !== call.memberId) return [];
    const rows = rowsById(context.db, request.rowIds);
    const ofRoom = rows.some((row) => row.roomId !== null);
    return [{ ofRoom, hasFile: rows.some((row) => isFile(context, row)) }];
  });
  const begun = begunRelaysOf(context.db, call.memberId)
    .filter((row) => row.lane !== lane && isFile(context, row))
    .map((row) => ({ rowId: row.id, stuckSince: stuckSince(context, row) }));
  const own = { rowId: head.id, isFile: isFile(context, head), begun: head.progress > 0 };
  return { own, underWay, begun };
}

function stuckSince(context: Context, row: OutboxRow): number | null {
  const request = requestOf(context.db, storedLane(row.lane));
  return request === null || request.inFlight ? null : request.lastAttemptAt;
}

/** The other lanes go before this file; its name is said again, or it ends. */
function makeWay(context: Context, row: OutboxRow): void {
  const lane = storedLane(row.lane);
  const request = requestOf(context.db, lane);
  dropRequest(context.db, lane);
  const maybeOut = request !== null && request.unclear > 0 && request.step === 'say-to-member';
  const fate = passedFile({ maybeOut, moves: row.moves });
  if (fate === 'again') updateRow(context.db, row.id, { progress: 0, moves: row.moves + 1 });
  else endRow(context, row, fate, 'gave-up');
}

const isFile = (context: Context, row: OutboxRow): boolean => {
  const { roomId, entryId } = row;
  // Told by its lane: an unreadable row of another lane is no fault of this one.
  if (roomId === null || entryId === null) return false;
  if (row.lane !== roomLane(roomId, 'line-works')) return false;
  return readMedia(context.db, entryId) !== null;
};
