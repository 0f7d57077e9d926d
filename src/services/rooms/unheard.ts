import type { Context } from '../../context.ts';
import type { MessageReason } from '../../domain/audit.ts';
import { roomLane } from '../../domain/delivery/lane.ts';
import { fatesInRoomSince } from '../../store/audit/audit-log.ts';
import { knownErrandOf, queuedOfRoom } from '../../store/queue/outbox.ts';
import { requestOf, showsSomething } from '../../store/queue/requests.ts';
import { readRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';

/** Messages a closed room's LINE user had written and its member has not been shown. */
export interface Unheard {
  readonly unheard: number;
  /** Messages the member may or may not have been shown. */
  readonly maybeUnheard: number;
}

/** Why a message that was not shown is not lost: it was taken back, or its next member has it. */
const NOT_LOST: readonly MessageReason[] = ['unsent', 'handed-over'];

/** Counts them now: messages ended by the closing, still to be ended, or on the wire. */
export function unheardOf(context: Context, { id }: TalkRoom): Unheard {
  const closedAt = readRoom(context.db, id)?.closedAt ?? context.clock.now();
  const ended = fatesInRoomSince(context.db, id, 'in', closedAt).filter(
    ({ outcome, reason }) => outcome !== 'sent' && !NOT_LOST.some((each) => each === reason),
  );
  const maybeOut = mayBeOut(context, id);
  const queued = queuedOfRoom(context.db, id).filter((row) => {
    const errand = knownErrandOf(row);
    return errand?.do === 'relay' && errand.to === 'line-works';
  });
  const maybes =
    ended.filter(({ outcome }) => outcome === 'uncertain').length +
    queued.filter((row) => maybeOut.has(row.id)).length;
  return { unheard: ended.length + queued.length - maybes, maybeUnheard: maybes };
}

function mayBeOut(context: Context, roomId: TalkRoom['id']): ReadonlySet<number> {
  const request = requestOf(context.db, roomLane(roomId, 'line-works'));
  if (request === null || !showsSomething(request.step)) return new Set();
  return new Set(request.inFlight || request.unclear > 0 ? request.rowIds : []);
}
