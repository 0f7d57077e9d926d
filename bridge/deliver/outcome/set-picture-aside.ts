import type { Context } from '../../../src/context.ts';
import { ERRAND_CLASS } from '../../../src/domain/delivery/errand.ts';
import { type Lane, pictureLane } from '../../../src/domain/delivery/lane.ts';
import { openLane, rescheduleLane } from '../../../src/store/queue/lanes.ts';
import { errandOf, moveToLane, type OutboxRow, rowsById } from '../../../src/store/queue/outbox.ts';
import {
  dropRequest,
  putRequest,
  type RequestRow,
  requestOf,
} from '../../../src/store/queue/requests.ts';
import type { Claim } from '../loop/claim.ts';

/** The QR image whose upload blocks other rows of its lane; null: there is none. */
export function pictureInTheWay(
  context: Context,
  { lane, call, request }: Claim,
): { readonly row: OutboxRow; readonly own: Lane } | null {
  if (call.step !== 'upload-picture') return null;
  const [row] = rowsById(context.db, request.rowIds);
  const errand = row && errandOf(row);
  if (row === undefined || errand?.do !== 'show-qr') return null;
  const own = pictureLane(errand.botId, errand.memberId);
  return lane === own ? null : { row, own };
}

/**
 * A QR image stands below its text, in one lane with the other messages to a person. When the
 * storage refuses it, it is tried again in a lane of its own, so that they do not wait for it.
 */
export function setPictureAside(
  context: Context,
  { lane }: Claim,
  again: RequestRow,
  { row, own }: NonNullable<ReturnType<typeof pictureInTheWay>>,
  dueAt: number,
): void {
  moveToLane(context.db, row.id, own);
  dropRequest(context.db, lane);
  // Another one that waits there keeps its place before this one.
  if (requestOf(context.db, own) === null) putRequest(context.db, { ...again, lane: own });
  openLane(context.db, { lane: own, platform: 'line-works', class: ERRAND_CLASS.answer }, dueAt);
  rescheduleLane(context.db, lane, context.clock.now());
}
