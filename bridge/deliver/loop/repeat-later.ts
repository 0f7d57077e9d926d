import type { Context } from '../../../src/context.ts';
import type { Verdict } from '../../../src/domain/delivery/settle-request.ts';
import { settleReach } from '../../../src/services/members/register.ts';
import { rescheduleLane } from '../../../src/store/queue/lanes.ts';
import { errandOf, type OutboxRow, rowsById } from '../../../src/store/queue/outbox.ts';
import { dropRequest, putRequest, requestOf } from '../../../src/store/queue/requests.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import { pictureInTheWay, setPictureAside } from '../outcome/set-picture-aside.ts';
import type { Claim } from './claim.ts';
import { noteRepeat } from './note-attempt.ts';
import { whatStops } from './what-stops.ts';

/** Keeps the request for another attempt, at the verdict's time. */
export function repeatLater(
  context: Context,
  claim: Claim,
  verdict: Extract<Verdict, { kind: 'again' }>,
): void {
  const request = requestOf(context.db, claim.lane) ?? claim.request;
  const unclear = request.unclear + (verdict.unclear ? 1 : 0);
  const { call } = claim;
  if (
    call.step === 'create-room' &&
    unclear === 0 &&
    readRoom(context.db, call.roomId)?.state !== 'open'
  ) {
    dropRequest(context.db, claim.lane);
    return;
  }
  const again = {
    ...request,
    // A fetch's bytes are those of one attempt.
    body: call.step === 'fetch-media' ? null : request.body,
    inFlight: false,
    attempts: request.attempts - (verdict.costsAttempt ? 0 : 1),
    unclear,
  };
  const dueAt = context.clock.now() + verdict.afterMs;
  const rows = rowsById(context.db, claim.request.rowIds);
  noteRepeat(context, claim, rows, verdict.afterMs);
  const picture = verdict.platformFault ? pictureInTheWay(context, claim) : null;
  if (picture !== null) {
    setPictureAside(context, claim, again, picture, dueAt);
    return;
  }
  putRequest(context.db, again);
  // Words that must not be said any more end at once: rows behind them may have to go elsewhere.
  const isOver = rows.some((row) => whatStops(context, row) === 'room-closed');
  rescheduleLane(context.db, claim.lane, isOver ? context.clock.now() : dueAt);
  for (const row of rows) noteWaiting(context, row);
}

function noteWaiting(context: Context, row: OutboxRow): void {
  const errand = errandOf(row);
  if (errand?.do === 'tell-member' && errand.provesReach) {
    settleReach(context, errand.memberId, 'not-yet');
  }
}
