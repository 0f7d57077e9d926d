import type { Context } from '../../src/context.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { pauseBefore } from '../../src/domain/retry.ts';
import { type AttemptFacts, settleAttempt, type Verdict } from '../../src/domain/settle-request.ts';
import { noteQuotaReached } from '../../src/services/note-quota.ts';
import { settleReach } from '../../src/services/register-link-member.ts';
import { saveProfile } from '../../src/store/line-users.ts';
import {
  dropRequest,
  errandOf,
  type OutboxRow,
  putRequest,
  requestOf,
  rescheduleLane,
  rowsById,
  updateRow,
} from '../../src/store/outbox.ts';
import type { Answer } from './call.ts';
import type { Claim } from './claim.ts';
import { finishRow } from './finish-row.ts';
import { keepAnswer } from './keep-answer.ts';
import { recoverFromRefusal } from './recover.ts';
import { coversOf } from './step.ts';

/** Whether a call's end says that the platform is in trouble, for its health. */
export type Settled = 'answered' | 'platform-fault';

/**
 * Writes what became of a claim, with its audit entries: rows move on or end, the request is kept for a
 * repeat or dropped, the lane gets its next time. One synchronous transaction, the caller's.
 */
export function settleClaim(
  context: Context,
  claim: Claim,
  outcome: Outcome<Answer>,
  platformDown: boolean,
): Settled {
  const now = context.clock.now();
  if (outcome.kind === 'sent') {
    keepAnswer(context, claim, outcome.answer);
    advance(context, claim);
    dropRequest(context.db, claim.lane);
    rescheduleLane(context.db, claim.lane, now);
    return 'answered';
  }
  const verdict = settleAttempt(outcome, factsOf(context, claim, platformDown));
  switch (verdict.kind) {
    case 'sent':
      advance(context, claim);
      dropRequest(context.db, claim.lane);
      rescheduleLane(context.db, claim.lane, now);
      return 'answered';
    case 'anew':
      dropRequest(context.db, claim.lane);
      rescheduleLane(context.db, claim.lane, now);
      return 'answered';
    case 'end':
      dropRequest(context.db, claim.lane);
      end(context, claim, verdict);
      rescheduleLane(context.db, claim.lane, now);
      return verdict.state === 'refused' ? 'answered' : 'platform-fault';
    case 'again':
      repeat(context, claim, verdict);
      return verdict.platformFault ? 'platform-fault' : 'answered';
    default:
      return verdict satisfies never;
  }
}

/** Rows move on by the parts that went out; those that are complete are sent. */
function advance(context: Context, claim: Claim): void {
  const rows = new Map(rowsById(context.db, claim.request.rowIds).map((row) => [row.id, row]));
  for (const cover of coversOf(claim.step)) {
    const row = rows.get(cover.rowId);
    if (row === undefined) continue;
    if (cover.last) finishRow(context, row, 'sent', null);
    else updateRow(context.db, row.id, { progress: row.progress + cover.parts });
  }
}

function factsOf(context: Context, { request, step }: Claim, platformDown: boolean): AttemptFacts {
  const now = context.clock.now();
  const { retryScheduleMs } = context.settings;
  const pauseMs = pauseBefore(retryScheduleMs, request.attempts, context.chance.fraction());
  return {
    safety: safetyOf(request.retryKey, request.replyToken),
    attempts: request.attempts,
    // Looking something up or leaving twice does no harm; making a room twice does.
    unclearBefore: isHarmless(step.step) ? 0 : request.unclear,
    sinceReceiptMs: request.replyReceivedAt === null ? null : now - request.replyReceivedAt,
    sinceFirstAttemptMs: now - request.firstAttemptAt,
    pauseMs,
    platformDown,
  };
}

const isHarmless = (step: Claim['step']['step']) =>
  step === 'line-profile' ||
  step === 'inspect-room' ||
  step === 'leave-channel' ||
  step === 'line-leave';

function safetyOf(retryKey: string | null, replyToken: string | null): AttemptFacts['safety'] {
  if (retryKey !== null) return 'retry-key';
  return replyToken === null ? 'none' : 'reply-token';
}

function repeat(
  context: Context,
  claim: Claim,
  verdict: Extract<Verdict, { kind: 'again' }>,
): void {
  const request = requestOf(context.db, claim.lane) ?? claim.request;
  putRequest(context.db, {
    ...request,
    inFlight: false,
    attempts: request.attempts - (verdict.costsAttempt ? 0 : 1),
    unclear: request.unclear + (verdict.unclear ? 1 : 0),
  });
  rescheduleLane(context.db, claim.lane, context.clock.now() + verdict.afterMs);
  for (const row of rowsById(context.db, claim.request.rowIds)) noteWaiting(context, row);
}

function noteWaiting(context: Context, row: OutboxRow): void {
  const errand = errandOf(row);
  if (errand?.do === 'tell-member' && errand.provesReach) {
    settleReach(context, errand.memberId, 'not-yet');
  }
}

function end(context: Context, claim: Claim, verdict: Extract<Verdict, { kind: 'end' }>): void {
  const rows = rowsById(context.db, claim.request.rowIds).filter((row) => row.state === 'queued');
  if (verdict.state === 'refused') {
    if (claim.step.step === 'line-say' && verdict.reason === 'quota') {
      noteQuotaReached(context, claim.step.channelId);
    }
    if (recoverFromRefusal(context, claim, rows, verdict.reason)) return;
  }
  if (claim.step.step === 'line-profile') {
    // Nobody to ask: the room goes by the general name (line.md §4: 404 for many reasons).
    const { lineUserId } = claim.step;
    saveProfile(
      context.db,
      lineUserId,
      { displayName: null, language: null, pictureUrl: null },
      context.clock.now(),
    );
    return;
  }
  for (const row of rows) finishRow(context, row, verdict.state, verdict.reason);
}
