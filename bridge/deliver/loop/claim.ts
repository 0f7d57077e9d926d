import type { Context } from '../../../src/context.ts';
import { ERRAND_CLASS } from '../../../src/domain/delivery/errand.ts';
import { type Lane, storedLane } from '../../../src/domain/delivery/lane.ts';
import { inWords } from '../../../src/domain/delivery/way-round.ts';
import { ownerOfLane, rescheduleLane, restLane } from '../../../src/store/queue/lanes.ts';
import { errandOf, headRows, type OutboxRow, rowsById } from '../../../src/store/queue/outbox.ts';
import { putRequest, type RequestRow } from '../../../src/store/queue/requests.ts';
import type { Permit } from '../admission/admit.ts';
import { standAside } from '../admission/picture-turn.ts';
import { fillAnswerRequest } from '../compose/answer.ts';
import { fillLineRequest } from '../compose/line/fill.ts';
import { fillRoomRequest, fillSpeechRequest, roomOfRow } from '../compose/line-works/fill.ts';
import { roomView } from '../compose/line-works/room-view.ts';
import { fillFetchRequest, fillUploadRequest } from '../media/fill.ts';
import { passMedia } from '../media/gate.ts';
import { isNeedlessPlace, waitForFiles } from '../media/late-files.ts';
import { changeRows, refusedRow } from '../outcome/change-rows.ts';
import { endRow } from '../outcome/end-row.ts';
import { endHead, type NextMove } from './next-move.ts';
import { coversOf, type PlatformCall, wholeRow } from './platform-call.ts';
import { requestToRepeat } from './repeat-request.ts';
import { callOf, callText } from './stored-call.ts';

/** A request that is about to leave. Its attempt has been counted. */
export interface Claim {
  readonly lane: Lane;
  readonly call: PlatformCall;
  readonly request: RequestRow;
  /** What it holds; given back at the end of the call. */
  readonly permit: Permit;
}

const ROWS_AHEAD = 20;

/**
 * Takes the head of a lane for sending: the request that waits there, or a new one with its bytes
 * fixed (DESIGN §3). Rows without anything left to say are ended on the way. One synchronous
 * transaction, the caller's.
 *
 * @returns null when the lane has nothing to send now
 */
export function claimLane(context: Context, laneName: string, permit: Permit): Claim | null {
  const lane = storedLane(laneName);
  const now = context.clock.now();
  for (;;) {
    const again = requestToRepeat(context, lane);
    if (again !== null) return take(context, lane, callOf(again), again, permit);
    const move = nextMove(context, lane, permit);
    switch (move.kind) {
      case 'nothing':
        rescheduleLane(context.db, lane, now);
        return null;
      case 'wait':
        rescheduleLane(context.db, lane, move.until);
        return null;
      case 'files':
        waitForFiles(context, move);
        if (move.plan.until === null) break;
        rescheduleLane(context.db, lane, move.plan.until);
        return null;
      case 'rest':
        restLane(context.db, lane);
        return null;
      case 'end-head':
        // A message we cannot build may be said in words: its writer need not send it again.
        if (move.reason === 'unbuildable' && sayInWords(context, move.row)) break;
        endRow(context, move.row, move.state, move.reason);
        // The next row may be what failed: this end is kept.
        if (move.row.faults === 0) break;
        rescheduleLane(context.db, lane, now);
        return null;
      case 'request':
        return take(context, lane, move.call, newRequest(lane, move, now), permit);
      default:
        move satisfies never;
    }
  }
}

function sayInWords(context: Context, row: OutboxRow): boolean {
  const change = inWords(refusedRow(context, row));
  if (change !== null) changeRows(context, [row], [change]);
  return change !== null;
}

function nextMove(context: Context, lane: Lane, permit: Permit): NextMove {
  const gate = passMedia(context, untilFaulty(headRows(context.db, lane, ROWS_AHEAD)));
  if ('kind' in gate) return gate;
  const { rows } = gate;
  const [head] = rows;
  if (head === undefined) return { kind: 'nothing' };
  const errand = errandOf(head);
  const room = roomOfRow(context, head);
  if (isNeedlessPlace(context, head)) return endHead(head, 'cancelled', 'not-late');
  if (errand?.do === 'leave-line-chat') {
    const { channelId, chat, chatId } = errand;
    const covers = wholeRow(head.id);
    const call: PlatformCall = { step: 'line-leave', channelId, chat, chatId, covers };
    return { kind: 'request', call, body: null, retryKey: null, reply: null };
  }
  if (errand?.do === 'tell-line-user') return fillLineRequest(context, errand, room, rows);
  if (errand?.do === 'answer-message') return fillAnswerRequest(context, head, errand);
  if (errand?.do === 'fetch-media') return fillFetchRequest(context, head, errand);
  if (errand?.do === 'upload-media') return fillUploadRequest(context, head, errand);
  if (room === null) return fillSpeechRequest(context, head);
  if (errand?.do === 'relay' && errand.to === 'line')
    return fillLineRequest(context, room, room, rows);
  return fillRoomRequest(context, roomView(context, room), rows, permit.isShort());
}

/** A row that failed on us goes alone: the fault may be another row's. */
function untilFaulty(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const at = rows.findIndex((row) => row.faults > 0);
  return at === -1 ? rows : rows.slice(0, Math.max(at, 1));
}

function newRequest(
  lane: Lane,
  move: Extract<NextMove, { kind: 'request' }>,
  now: number,
): RequestRow {
  return {
    lane,
    step: move.call.step,
    rowIds: coversOf(move.call).map((cover) => cover.rowId),
    address: callText(move.call),
    body: move.body,
    retryKey: move.retryKey,
    replyToken: move.reply?.token ?? null,
    replyReceivedAt: move.reply?.receivedAt ?? null,
    inFlight: false,
    attempts: 0,
    unclear: 0,
    firstAttemptAt: now,
    lastAttemptAt: now,
  };
}

/** Whether it carries notices only. Calls that carry no rows prepare what stands in the lane. */
function isNotice(context: Context, request: RequestRow): boolean {
  const carried = rowsById(context.db, request.rowIds);
  const rows =
    carried.length > 0 ? carried : headRows(context.db, storedLane(request.lane), ROWS_AHEAD);
  return rows.length > 0 && rows.every((row) => row.class === ERRAND_CLASS.notice);
}

/** Counts the attempt, unless the platform's limit or another lane's call makes it wait. */
function take(
  context: Context,
  lane: Lane,
  call: PlatformCall,
  request: RequestRow,
  permit: Permit,
): Claim | null {
  const until = standAside(context, lane, call);
  if (until !== null) {
    rescheduleLane(context.db, lane, until);
    return null;
  }
  const isPush = call.step === 'line-say' && request.retryKey !== null;
  // Each file has lanes of its own: it counts for its sender.
  const isFile = call.step === 'fetch-media' || call.step === 'upload-media';
  const payer = isFile ? (ownerOfLane(context.db, lane) ?? lane) : lane;
  const pass = permit.take(call, { isPush, isNotice: () => isNotice(context, request), payer });
  if (pass !== 'taken') {
    if (pass !== 'waits') rescheduleLane(context.db, lane, pass);
    return null;
  }
  const now = context.clock.now();
  const claimed = {
    ...request,
    inFlight: true,
    attempts: request.attempts + 1,
    lastAttemptAt: now,
  };
  putRequest(context.db, claimed);
  return { lane, call, request: claimed, permit };
}
