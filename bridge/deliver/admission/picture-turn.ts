import type { Context } from '../../../src/context.ts';
import { type Lane, roomLane, storedLane } from '../../../src/domain/lane.ts';
import { begunRelaysOf } from '../../../src/store/begun-relays.ts';
import { readMedia } from '../../../src/store/media.ts';
import { type OutboxRow, rowsById, updateRow } from '../../../src/store/outbox.ts';
import { dropRequest, requestOf, requestsInFlight } from '../../../src/store/requests.ts';
import { coversOf, type Step } from '../loop/step.ts';
import { finishRow } from '../outcome/end-row.ts';

/*
 * In direct mode one 1:1 room shows all customers, and a file cannot carry a name: the line above it does
 * (DESIGN §6.5). Nothing of another customer's may come between the two, or the file would pass for theirs.
 */

/** How soon a lane that stands aside looks again. */
const SOON_MS = 200;
/** How long the others stand aside for a file that does not get through (DESIGN §6.5). */
const PATIENCE_MS = 20_000;
/** How often a file's line is said anew after the others went ahead. */
const MOST_LINES_ANEW = 2;

/** When a lane may look again, because a name and its file are going out; null: it may go now. Epoch ms. */
export function waitsForPicture(
  context: Context,
  lane: Lane,
  step: Step,
  stepOf: (request: { readonly address: string }) => Step,
): number | null {
  if (step.step !== 'say-to-member') return null;
  const { memberId } = step;
  const [head] = rowsById(
    context.db,
    coversOf(step).map((cover) => cover.rowId),
  );
  // The bot's own answers name nobody as their sender.
  if (head === undefined || head.roomId === null) return null;
  const soon = context.clock.now() + SOON_MS;
  const isOwnFile = isFile(context, head);
  for (const request of requestsInFlight(context.db)) {
    if (request.lane === lane || request.step !== 'say-to-member') continue;
    const other = stepOf(request);
    if (other.step !== 'say-to-member' || other.memberId !== memberId) continue;
    const rows = rowsById(context.db, request.rowIds);
    if (
      isOwnFile ? rows.some((row) => row.roomId !== null) : rows.some((row) => isFile(context, row))
    )
      return soon;
  }
  for (const row of begunRelaysOf(context.db, memberId)) {
    if (row.lane === lane || !isFile(context, row)) continue;
    // Of two that have begun the first goes on.
    if (isOwnFile && head.progress > 0 && head.id < row.id) continue;
    if (!givesWay(context, row)) return soon;
  }
  return null;
}

/** A file that has been stuck for a while lets the others pass; its name is then said anew. */
function givesWay(context: Context, row: OutboxRow): boolean {
  const lane = storedLane(row.lane);
  const request = requestOf(context.db, lane);
  const since = request?.lastAttemptAt ?? context.clock.now();
  if (request === null || request.inFlight || context.clock.now() - since < PATIENCE_MS)
    return false;
  dropRequest(context.db, lane);
  const maybeOut = request.unclear > 0 && request.step === 'say-to-member';
  if (maybeOut) finishRow(context, row, 'uncertain', 'gave-up');
  else if (row.moves >= MOST_LINES_ANEW) finishRow(context, row, 'exhausted', 'gave-up');
  else updateRow(context.db, row.id, { progress: 0, moves: row.moves + 1 });
  return true;
}

const isFile = (context: Context, row: OutboxRow): boolean => {
  const { roomId, entryId } = row;
  // Told by its lane: another lane's row that nobody can read is no fault of this one.
  if (roomId === null || entryId === null) return false;
  if (row.lane !== roomLane(roomId, 'line-works')) return false;
  return readMedia(context.db, entryId) !== null;
};
