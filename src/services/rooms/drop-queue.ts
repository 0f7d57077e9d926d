import type { Context } from '../../context.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import { isLateLane, roomLane } from '../../domain/delivery/lane.ts';
import type { EntryId } from '../../domain/ids.ts';
import { openLane, rescheduleLane } from '../../store/queue/lanes.ts';
import {
  endRows,
  knownErrandOf,
  type OutboxRow,
  queuedOfRoom,
  rowsById,
} from '../../store/queue/outbox.ts';
import { dropRequest, maybeShown, requestOf } from '../../store/queue/requests.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { recordDelivery } from '../audit/record-delivery.ts';
import { keepForRetry } from '../deliveries/keep.ts';
import { tellNotComing } from '../files/late-file.ts';
import { isPartOut } from '../say/part-out.ts';

/** A customer's undelivered message, for the member who takes the room over. */
export interface Undelivered {
  readonly entryId: EntryId;
  readonly quotedEntryId: EntryId | null;
}

export interface Dropped {
  /** People's messages that no longer go out. */
  readonly lost: number;
  /**
   * Lost messages that may have arrived: their request was cut off once, or a part has been shown.
   */
  readonly maybe: number;
  /** The member's messages that certainly did not arrive. */
  readonly answers: number;
  /** The member's messages that may have arrived. */
  readonly maybeAnswers: number;
  /** Messages for a successor, in order; not counted as lost. */
  readonly undelivered: readonly Undelivered[];
  /** Under way now: their outcome decides to whom they go. */
  readonly underWay: readonly EntryId[];
  /** Messages that will follow those to the successor. */
  readonly following: readonly EntryId[];
}

const SIDES = ['line', 'line-works'] as const;

/**
 * Ends what waits in the lanes of a room that has closed. A request in flight is settled by its own
 * outcome; messages that may have gone out end as uncertain. With `handedOver` the customer's
 * messages are returned instead; behind one in flight they stay, to follow it in order once its
 * outcome is known.
 */
export function dropQueue(context: Context, room: TalkRoom, handedOver = false): Dropped {
  const { kept, unclear, followsLater } = dropRequests(context, room, handedOver);
  const dropped = {
    lost: 0,
    maybe: 0,
    answers: 0,
    maybeAnswers: 0,
    undelivered: [] as Undelivered[],
    underWay: [] as EntryId[],
    following: [] as EntryId[],
  };
  for (const row of queuedOfRoom(context.db, room.id)) {
    if (kept.has(row.id) && isRelayTo(row, 'line-works') && row.entryId !== null) {
      dropped.underWay.push(row.entryId);
    }
    if (kept.has(row.id) || (isPartOfLeaving(row) && !unclear.has(row.id))) continue;
    const waiting = handedOver && !unclear.has(row.id) ? undeliveredOf(row) : null;
    // A late message is not behind another.
    if (waiting !== null && followsLater && !isLateLane(row.lane)) {
      dropped.following.push(waiting.entryId);
      continue;
    }
    if (waiting !== null) {
      endRows(context.db, [row.id], 'cancelled', 'handed-over');
      dropped.undelivered.push(waiting);
      continue;
    }
    const isAnswer = isRelayTo(row, 'line');
    const maybe = unclear.has(row.id) || isPartOut(context, row);
    const isMessage = endRow(context, room, row, maybe ? 'uncertain' : 'cancelled');
    tellIfPromised(context, room, row, maybe);
    if (isMessage) dropped.lost += 1;
    if (isMessage && maybe) dropped.maybe += 1;
    if (isAnswer) dropped[maybe ? 'maybeAnswers' : 'answers'] += 1;
  }
  const now = context.clock.now();
  for (const to of SIDES) rescheduleLane(context.db, roomLane(room.id, to), now);
  // A lookup under way may find this room: the bot then leaves it.
  const lane = roomLane(room.id, 'line-works');
  if (requestOf(context.db, lane)?.step === 'check-room') {
    openLane(context.db, { lane, platform: 'line-works', class: ERRAND_CLASS.notice }, now);
  }
  return dropped;
}

/** Drops requests not under way; returns rows under way and rows that may have been shown. */
function dropRequests(context: Context, room: TalkRoom, handedOver: boolean) {
  const kept = new Set<number>();
  const unclear = new Set<number>();
  let followsLater = false;
  for (const to of SIDES) {
    const request = requestOf(context.db, roomLane(room.id, to));
    if (request === null) continue;
    const rows = rowsById(context.db, request.rowIds);
    const isGoodbye = rows.length > 0 && rows.every(isPartOfLeaving);
    for (const id of request.rowIds) {
      if (request.inFlight) kept.add(id);
      else if (maybeShown(request) && !isGoodbye) unclear.add(id);
    }
    if (request.inFlight) {
      if (to === 'line-works' && handedOver && request.rowIds.length > 0) followsLater = true;
      continue;
    }
    // A creation with unknown outcome stays: its callback may come yet, and the bot then leaves.
    if (request.step === 'create-room' && request.unclear > 0) continue;
    if (request.step === 'check-room') continue;
    // So does a goodbye: it goes on with the bytes it has.
    if (isGoodbye) continue;
    dropRequest(context.db, roomLane(room.id, to));
  }
  return { kept, unclear, followsLater };
}

/** What a closed room still has to say and do; a handover may come before that is done. */
function isPartOfLeaving(row: OutboxRow): boolean {
  const errand = knownErrandOf(row);
  return errand?.do === 'leave-room' || (errand?.do === 'tell-room' && errand.farewell);
}

function isRelayTo(row: OutboxRow, to: 'line' | 'line-works'): boolean {
  const errand = knownErrandOf(row);
  return errand?.do === 'relay' && errand.to === to;
}

function undeliveredOf(row: OutboxRow): Undelivered | null {
  const errand = knownErrandOf(row);
  if (errand?.do !== 'relay' || errand.to !== 'line-works' || row.entryId === null) return null;
  return { entryId: row.entryId, quotedEntryId: errand.quotedEntryId };
}

/** A reader who was promised a late file learns that it does not come. */
function tellIfPromised(context: Context, room: TalkRoom, row: OutboxRow, maybe: boolean): void {
  const errand = knownErrandOf(row);
  if (errand?.do === 'relay' && !maybe) tellNotComing(context, room, row, errand);
}

function endRow(
  context: Context,
  room: TalkRoom,
  row: OutboxRow,
  state: 'uncertain' | 'cancelled',
): boolean {
  const errand = knownErrandOf(row);
  endRows(context.db, [row.id], state, 'room-closed');
  if (errand?.do !== 'relay') return false;
  recordDelivery(context, room, row, state, 'room-closed');
  keepForRetry(context, row, errand, state, 'room-closed');
  return true;
}
