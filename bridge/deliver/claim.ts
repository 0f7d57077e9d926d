import type { Context } from '../../src/context.ts';
import { ERRAND_CLASS } from '../../src/domain/errand.ts';
import { type Lane, storedLane } from '../../src/domain/lane.ts';
import {
  dropRequest,
  errandOf,
  headRows,
  putRequest,
  type RequestRow,
  requestOf,
  rescheduleLane,
  rowsById,
} from '../../src/store/outbox.ts';
import { changeRoom, readRoom } from '../../src/store/talk-rooms.ts';
import type { Draft } from './draft.ts';
import { fillLineRequest } from './fill-line.ts';
import { fillFetchRequest } from './fill-media.ts';
import { fillRoomRequest, fillSpeechRequest, roomOfRow } from './fill-works.ts';
import { finishRow } from './finish-row.ts';
import { passMedia } from './media-gate.ts';
import type { PushGate } from './push-gate.ts';
import type { RateBook } from './rate-book.ts';
import { coversOf, type Step, wholeRow, worksApiOf } from './step.ts';
import { whatStops } from './what-stops.ts';

/** A request that is about to leave. Its attempt has been counted. */
export interface Claim {
  readonly lane: Lane;
  readonly step: Step;
  readonly request: RequestRow;
}

const ROWS_AHEAD = 20;

/**
 * Takes the head of a lane for sending: the request that waits there, or a new one with its bytes fixed
 * (DESIGN §3). Rows that have nothing to say any more are ended on the way. One synchronous transaction,
 * the caller's.
 *
 * @returns null when the lane has nothing to send now
 */
export function claimLane(
  context: Context,
  laneName: string,
  rates: RateBook,
  gate: PushGate,
): Claim | null {
  const lane = storedLane(laneName);
  const now = context.clock.now();
  for (;;) {
    const waiting = requestOf(context.db, lane);
    if (waiting !== null && mayRepeat(context, waiting)) {
      return take(context, lane, waiting, rates, gate);
    }
    const draft = draftOf(context, lane, rates);
    switch (draft.kind) {
      case 'nothing':
        rescheduleLane(context.db, lane, now);
        return null;
      case 'wait':
        rescheduleLane(context.db, lane, draft.until);
        return null;
      case 'end-head':
        finishRow(context, draft.row, draft.state, draft.reason);
        break;
      case 'request':
        return take(context, lane, newRequest(lane, draft, now), rates, gate);
      default:
        draft satisfies never;
    }
  }
}

/**
 * Repeats send the very bytes of the first attempt. One whose rows are all ended, or that holds a
 * message which must not leave any more, is dropped instead; what may have gone out ends as uncertain.
 */
function mayRepeat(context: Context, request: RequestRow): boolean {
  const step = stepOf(request);
  const rows = rowsById(context.db, request.rowIds);
  const needless = rows.length > 0 && rows.every((row) => row.state !== 'queued');
  const stopped = rows.filter((row) => row.state === 'queued' && whatStops(context, row) !== null);
  const making = step.step === 'create-room' || step.step === 'inspect-room';
  const roomGone = making && readRoom(context.db, step.roomId)?.state !== 'open';
  if (!needless && stopped.length === 0 && !roomGone) return true;
  for (const row of stopped) {
    const why = whatStops(context, row);
    // Whatever became of an upload, nobody has been shown it.
    const maybeOut = request.unclear > 0 && step.step !== 'upload-media';
    if (maybeOut) finishRow(context, row, 'uncertain', why);
    else if (why === 'unsent') finishRow(context, row, 'cancelled', why);
  }
  // The callback of a room that was made after all still finds its request, and the bot leaves it.
  if (roomGone && step.step === 'create-room' && request.unclear > 0) return false;
  dropRequest(context.db, storedLane(request.lane));
  return false;
}

function draftOf(context: Context, lane: Lane, rates: RateBook): Draft {
  const gate = passMedia(context, headRows(context.db, lane, ROWS_AHEAD));
  if ('kind' in gate) return gate;
  const { rows } = gate;
  const [head] = rows;
  if (head === undefined) return { kind: 'nothing' };
  const errand = errandOf(head);
  const room = roomOfRow(context, head);
  if (errand?.do === 'leave-line-chat') {
    const { channelId, chat, chatId } = errand;
    const covers = wholeRow(head.id);
    const step: Step = { step: 'line-leave', channelId, chat, chatId, covers };
    return { kind: 'request', step, body: null, retryKey: null, reply: null };
  }
  if (errand?.do === 'tell-line-user') return fillLineRequest(context, errand, rows);
  if (errand?.do === 'fetch-media') return fillFetchRequest(context, head, errand);
  if (room === null) return fillSpeechRequest(head);
  if (errand?.do === 'relay' && errand.to === 'line') return fillLineRequest(context, room, rows);
  return fillRoomRequest(context, room, rows, rates.isShort('channel-message'));
}

function newRequest(
  lane: Lane,
  draft: Extract<Draft, { kind: 'request' }>,
  now: number,
): RequestRow {
  return {
    lane,
    step: draft.step.step,
    rowIds: coversOf(draft.step).map((cover) => cover.rowId),
    address: JSON.stringify(draft.step),
    body: draft.body,
    retryKey: draft.retryKey,
    replyToken: draft.reply?.token ?? null,
    replyReceivedAt: draft.reply?.receivedAt ?? null,
    inFlight: false,
    attempts: 0,
    unclear: 0,
    firstAttemptAt: now,
    lastAttemptAt: now,
  };
}

/** The step a stored request is for; only `newRequest` writes addresses. */
export const stepOf = (request: RequestRow) => JSON.parse(request.address) as Step;

/** Whether nobody waits for it. Steps that carry no rows prepare what stands in the lane. */
function isNotice(context: Context, request: RequestRow): boolean {
  const carried = rowsById(context.db, request.rowIds);
  const rows =
    carried.length > 0 ? carried : headRows(context.db, storedLane(request.lane), ROWS_AHEAD);
  return rows.length > 0 && rows.every((row) => row.class === ERRAND_CLASS.notice);
}

/** Counts the attempt, unless the platform's limit says to wait. */
function take(
  context: Context,
  lane: Lane,
  request: RequestRow,
  rates: RateBook,
  gate: PushGate,
): Claim | null {
  const step = stepOf(request);
  const isPush = step.step === 'line-say' && request.retryKey !== null;
  if (isPush && !gate.take(step.channelId, lane, isNotice(context, request))) return null;
  const api = worksApiOf(step);
  const pass = api === null ? 'taken' : rates.take(api, () => isNotice(context, request));
  if (pass !== 'taken') {
    rescheduleLane(context.db, lane, pass);
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
  if (step.step === 'create-room') changeRoom(context.db, step.roomId, { creatingSince: now });
  return { lane, step, request: claimed };
}
