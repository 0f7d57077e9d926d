import type { Context } from '../../../src/context.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import type { Tally } from '../../../src/domain/figures/tally.ts';
import { tallyOf } from '../../../src/store/memory/tally.ts';
import { rowsById } from '../../../src/store/queue/outbox.ts';
import type { Answer } from './answer.ts';
import type { Claim } from './claim.ts';
import type { PlatformCall } from './platform-call.ts';

/** Counts an attempt that has ended, and tells the log how. `took`: ms. */
export function noteAttempt(
  context: Context,
  claim: Claim,
  outcome: Outcome<Answer>,
  took: number,
): void {
  const tally = tallyOf(context.db);
  const call = nameOf(claim);
  tally.add(tally.counts.attempts.at(call, outcome.kind));
  if (tally.isFollowed) tellAttempt(context, tally, claim, outcome, { call, took });
}

/** Counts an attempt after which the same bytes wait for another, and tells the log. */
export function noteRepeat(
  { db }: Context,
  { call, request }: Claim,
  rows: readonly { readonly inboxId: number | null }[],
  afterMs: number,
): void {
  const tally = tallyOf(db);
  tally.add(tally.counts.retried.at(sideOf(call)));
  if (!tally.isFollowed) return;
  const { rowIds: outbox } = request;
  tally.tell({ step: 'repeat', outbox, inbox: eventsOf(rows), after: afterMs });
}

/** A reply is free and a push is not: they are told apart. */
function nameOf({ call, request }: Claim): PlatformCall['step'] | 'line-reply' | 'line-push' {
  if (call.step !== 'line-say') return call.step;
  return request.retryKey === null ? 'line-reply' : 'line-push';
}

function sideOf({ step }: PlatformCall): 'line' | 'line-works' | 'files' {
  if (step === 'fetch-media' || step === 'upload-media') return 'files';
  return step.startsWith('line-') ? 'line' : 'line-works';
}

function tellAttempt(
  { db }: Context,
  tally: Tally,
  { request }: Claim,
  outcome: Outcome<Answer>,
  { call, took }: { readonly call: string; readonly took: number },
): void {
  const rows = rowsById(db, request.rowIds);
  tally.tell({
    step: 'call',
    call,
    outbox: request.rowIds,
    inbox: eventsOf(rows),
    room: rows[0]?.roomId ?? null,
    attempt: request.attempts,
    outcome: outcome.kind,
    reason: 'reason' in outcome ? outcome.reason : null,
    status: statusOf(outcome),
    request: requestIdOf(outcome),
    took: Math.round(took * 10) / 10,
  });
}

const eventsOf = (rows: readonly { readonly inboxId: number | null }[]): readonly number[] => [
  ...new Set(rows.flatMap(({ inboxId }) => inboxId ?? [])),
];

function statusOf(outcome: Outcome<unknown>): number | null {
  if (outcome.kind === 'refused') return outcome.status || null;
  const digits = 'detail' in outcome ? /^HTTP (\d{3})\b/u.exec(outcome.detail)?.[1] : undefined;
  return digits === undefined ? null : Number(digits);
}

/** Hexadecimal: what a platform quotes of a message in its words is no id. */
const REQUEST_ID = / \(([\da-f-]{16,64})\)$/u;

/** In a failed answer it ends the detail, as `detailOf` writes it. */
function requestIdOf(outcome: Outcome<Answer>): string | null {
  if (outcome.kind === 'sent') {
    return outcome.answer.of === 'line-say' ? outcome.answer.sent.requestId : null;
  }
  return 'detail' in outcome ? (REQUEST_ID.exec(outcome.detail)?.[1] ?? null) : null;
}
