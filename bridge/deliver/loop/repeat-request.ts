import type { Context } from '../../../src/context.ts';
import {
  endInDoubt,
  judgeRepeat,
  type RepeatFacts,
  type RowEnd,
} from '../../../src/domain/delivery/judge-repeat.ts';
import { type Lane, storedLane } from '../../../src/domain/delivery/lane.ts';
import { isOldNews } from '../../../src/services/rooms/talk-again.ts';
import { errandOf, rowsById } from '../../../src/store/queue/outbox.ts';
import {
  dropRequest,
  maybeShown,
  type RequestRow,
  requestOf,
} from '../../../src/store/queue/requests.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import { withoutErased } from '../compose/line-works/again.ts';
import { endRow } from '../outcome/end-row.ts';
import { callOf } from './stored-call.ts';
import { whatStops } from './what-stops.ts';

/**
 * The request of a lane as it goes out again: with the very bytes of the first attempt, except
 * words that were taken back. One that must not be repeated is dissolved.
 *
 * @returns null: the lane's rows need another request
 */
export function requestToRepeat(context: Context, lane: Lane): RequestRow | null {
  const waiting = requestOf(context.db, lane);
  if (waiting === null) return null;
  const verdict = judgeRepeat(factsOf(context, waiting));
  switch (verdict.kind) {
    case 'repeat':
      return anew(context, waiting);
    case 'leave':
      return null;
    case 'dissolve':
      dissolve(context, waiting, verdict.ends);
      return null;
    default:
      return verdict satisfies never;
  }
}

/** Rows that may have been shown never enter another request: if its bytes are lost, all end. */
function anew(context: Context, waiting: RequestRow): RequestRow | null {
  const again = withoutErased(context, waiting);
  if (again === null) dissolveRequest(context, waiting);
  return again;
}

/**
 * Takes a request apart that cannot be repeated: its rows end as uncertain, each with what stops
 * it, if they may have been shown; otherwise they go another way.
 */
export function dissolveRequest(context: Context, request: RequestRow): void {
  const queued = factsOf(context, request).rows.filter((row) => row.queued);
  dissolve(context, request, maybeShown(request) ? endInDoubt(queued) : []);
}

function dissolve(context: Context, request: RequestRow, ends: readonly RowEnd[]): void {
  dropRequest(context.db, storedLane(request.lane));
  const rows = new Map(rowsById(context.db, request.rowIds).map((row) => [row.id, row]));
  for (const { id, state, reason } of ends) {
    const row = rows.get(id);
    if (row !== undefined) endRow(context, row, state, reason);
  }
}

function factsOf(context: Context, request: RequestRow): RepeatFacts {
  const call = callOf(request);
  const making = call.step === 'create-room' || call.step === 'inspect-room';
  return {
    maybeShown: maybeShown(request),
    rows: rowsById(context.db, request.rowIds).map((row) => {
      const queued = row.state === 'queued';
      return {
        id: row.id,
        queued,
        stop: queued ? whatStops(context, row) : null,
        isOldNews: queued && isOldNews(context, errandOf(row)),
      };
    }),
    roomGone: making && readRoom(context.db, call.roomId)?.state !== 'open',
    awaitsCallback: call.step === 'create-room' && request.unclear > 0,
    endsTheProcess: endsTheProcess(context, request),
  };
}

const CRASHES_BORNE = 3;

/**
 * More attempts than the schedule has mean that the process ended in the middle of them: a file
 * that takes the process down must not do so for ever.
 */
const endsTheProcess = ({ settings }: Context, { step, attempts }: RequestRow) =>
  step === 'fetch-media' && attempts > settings.retryScheduleMs.length + CRASHES_BORNE;
