import type { Context } from '../../../src/context.ts';
import { ERRAND_CLASS } from '../../../src/domain/errand.ts';
import { pictureLane } from '../../../src/domain/lane.ts';
import { openLane, rescheduleLane } from '../../../src/store/lanes.ts';
import { errandOf, moveToLane, rowsById } from '../../../src/store/outbox.ts';
import {
  dropRequest,
  putRequest,
  type RequestRow,
  requestOf,
} from '../../../src/store/requests.ts';
import type { Claim } from '../loop/claim.ts';

/**
 * A QR image stands below its text, in one lane with whatever else is said to somebody. When the storage
 * does not take it, it is tried again in a lane of its own, so that nothing said there waits for it.
 *
 * @returns whether it was such a case; its repeat is then planned
 */
export function setPictureAside(
  context: Context,
  { lane, step }: Claim,
  again: RequestRow,
  dueAt: number,
): boolean {
  if (step.step !== 'upload-picture') return false;
  const [row] = rowsById(context.db, again.rowIds);
  const errand = row && errandOf(row);
  if (row === undefined || errand?.do !== 'show-qr') return false;
  const own = pictureLane(errand.botId, errand.memberId);
  if (lane === own) return false;
  moveToLane(context.db, row.id, own);
  dropRequest(context.db, lane);
  // Another that waits there keeps its place before this one.
  if (requestOf(context.db, own) === null) putRequest(context.db, { ...again, lane: own });
  openLane(context.db, { lane: own, platform: 'line-works', class: ERRAND_CLASS.answer }, dueAt);
  rescheduleLane(context.db, lane, context.clock.now());
  return true;
}
