import type { Context } from '../../../src/context.ts';
import type { Lane } from '../../../src/domain/delivery/lane.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import { rescheduleLane } from '../../../src/store/queue/lanes.ts';
import { headRows, type OutboxRow, rowsById, updateRow } from '../../../src/store/queue/outbox.ts';
import {
  dropRequest,
  type RequestRow,
  requestOf,
  showsSomething,
} from '../../../src/store/queue/requests.ts';
import type { Answer } from '../loop/call.ts';
import type { Claim } from '../loop/claim.ts';
import { coversOf } from '../loop/platform-call.ts';
import type { EndState } from './end-state.ts';
import { giveUpRow, type OnFault } from './give-up-row.ts';

/** A fault of the row, not of the moment, comes again: after this many the row is set aside. */
const FAULTS_BORNE = 3;
/** A failing lane rests, so that a fault of ours does not spin. */
const FAULT_PAUSE_MS = 30_000;

/**
 * A lane failed when it was looked at for sending: it is tried again after a pause, and in the end
 * the row in its way is set aside on record. One synchronous transaction, the caller's.
 */
export function bearFault(context: Context, lane: Lane, onFault: OnFault): void {
  const now = context.clock.now();
  const request = requestOf(context.db, lane);
  const carried = request === null ? [] : queuedOf(context, request);
  const [row] = carried.length > 0 ? carried : headRows(context.db, lane, 1);
  if (row !== undefined && row.faults + 1 < FAULTS_BORNE) {
    updateRow(context.db, row.id, { faults: row.faults + 1 });
    rescheduleLane(context.db, lane, now + FAULT_PAUSE_MS);
    return;
  }
  if (row !== undefined) setAside(context, lane, request, row, carried, onFault);
  rescheduleLane(context.db, lane, now);
}

function setAside(
  context: Context,
  lane: Lane,
  request: RequestRow | null,
  row: OutboxRow,
  carried: readonly OutboxRow[],
  onFault: OnFault,
): void {
  const unclear = request !== null && request.unclear > 0;
  const maybeOut = unclear && carried.length > 0 && showsSomething(request.step);
  // A creation with unknown outcome stays: its callback may come yet.
  if (!(unclear && request.step === 'create-room')) dropRequest(context.db, lane);
  // Its rows went out together, if they did: they must not be said again.
  const ended = maybeOut ? carried : [row];
  for (const each of ended) giveUpRow(context, each, maybeOut ? 'uncertain' : 'refused', onFault);
}

/**
 * Ends the rows of a call whose outcome cannot be written, by what is known of it, so that the lane
 * goes on. One synchronous transaction, the caller's.
 */
export function settleFaulty(
  context: Context,
  { lane, call, request }: Claim,
  outcome: Outcome<Answer>,
  onFault: OnFault,
): void {
  dropRequest(context.db, lane);
  const covered = queuedOf(context, request);
  const last = new Set(coversOf(call).flatMap((cover) => (cover.last ? [cover.rowId] : [])));
  // A call that only prepares the lane's first words would be prepared again, for ever.
  const rows = covered.length > 0 ? covered : headRows(context.db, lane, 1);
  for (const row of rows) {
    giveUpRow(context, row, endOf(outcome, request, last.has(row.id)), onFault);
  }
  rescheduleLane(context.db, lane, context.clock.now());
}

function endOf(outcome: Outcome<Answer>, request: RequestRow, isWhole: boolean): EndState {
  if (request.rowIds.length === 0 || !showsSomething(request.step)) return 'refused';
  switch (outcome.kind) {
    case 'sent':
      return isWhole ? 'sent' : 'uncertain';
    case 'unclear':
      return 'uncertain';
    case 'refused':
    case 'retry':
    case 'withheld':
      return request.unclear > 0 ? 'uncertain' : 'refused';
    default:
      return outcome satisfies never;
  }
}

const queuedOf = (context: Context, { rowIds }: RequestRow) =>
  rowsById(context.db, rowIds).filter((row) => row.state === 'queued');
