import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import { ERRAND_CLASS, type RelayErrand } from '../../domain/delivery/errand.ts';
import type { ResendHindrance } from '../../domain/delivery/judge-resend.ts';
import { type Lane, roomLane } from '../../domain/delivery/lane.ts';
import { readErrandText } from '../../store/memory/stored-errand.ts';
import { rescheduleLane } from '../../store/queue/lanes.ts';
import { queueOnceMore } from '../../store/queue/outbox.ts';
import { dropRequest, putRequest, requestOf } from '../../store/queue/requests.ts';
import {
  dropUndelivered,
  type KeptRequest,
  readUndelivered,
  type Undelivered,
} from '../../store/queue/undelivered.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { roomParties } from '../audit/actors.ts';
import { type Candidate, judge } from './judge.ts';

export type Resent =
  | {
      readonly kind: 'begun';
      readonly candidate: Candidate;
      readonly request: 'same' | 'new';
    }
  /** Another request of its lane is under way: it goes as soon as that has ended. */
  | { readonly kind: 'busy'; readonly candidate: Candidate }
  | { readonly kind: 'no'; readonly why: ResendHindrance }
  /** Nothing of this number is to be sent again: it is on its way, or has arrived. */
  | { readonly kind: 'unknown' };

/**
 * Sends a message again (DESIGN §6.10): with the very bytes and the key of its last request while those count,
 * else in a new one. It takes its old place in its lane, before all that waits there; what has gone out
 * meanwhile, or may have, stays before it. The caller's transaction; done twice, the second finds nothing.
 */
export function resend(context: Context, actor: Actor, rowId: number): Resent {
  const row = readUndelivered(context.db, rowId);
  if (row === null) return { kind: 'unknown' };
  const candidate = judge(context, row);
  const { verdict, request, together } = candidate;
  if (verdict.kind === 'no') return { kind: 'no', why: verdict.why };
  const lane = roomLane(row.roomId, row.side);
  const isFree = freeLane(context, lane);
  if (verdict.kind === 'same' && request !== null) {
    if (!isFree) return { kind: 'busy', candidate };
    takeUp(context, row, request);
  }
  dropUndelivered(context.db, together);
  for (const each of together) {
    queueAgain(context, each);
    recordRetry(context, actor, each, verdict.kind, verdict.mayComeTwice);
  }
  if (isFree) rescheduleLane(context.db, lane, context.clock.now());
  return { kind: 'begun', candidate, request: verdict.kind };
}

const SAYS: ReadonlySet<string> = new Set(['line-say', 'say-in-channel', 'say-to-member']);

/**
 * Makes room for a request: a lane has one at a time. One that waits and surely has not been sent gives way;
 * its rows go in another, behind. False: what is known of it must not be lost.
 */
function freeLane({ db }: Context, lane: Lane): boolean {
  const waiting = requestOf(db, lane);
  if (waiting === null) return true;
  const { inFlight, attempts, unclear, step } = waiting;
  // One without an attempt is a retry itself.
  if (inFlight || attempts === 0 || unclear > 0 || !SAYS.has(step)) return false;
  dropRequest(db, lane);
  return true;
}

/** The request goes on with its first attempt's time; its tries begin again. */
function takeUp({ db }: Context, { roomId, side }: Undelivered, request: KeptRequest): void {
  const { step, rowIds, address, body, retryKey, unclear, firstAttemptAt } = request;
  putRequest(db, {
    lane: roomLane(roomId, side),
    ...{ step, rowIds, address, body, retryKey, unclear, firstAttemptAt },
    ...{ replyToken: null, replyReceivedAt: null, inFlight: false, attempts: 0 },
    lastAttemptAt: firstAttemptAt,
  });
}

function queueAgain({ db, clock }: Context, row: Undelivered): void {
  const { rowId: id, roomId, entryId, side, progress, queuedAt: createdAt } = row;
  const lane = roomLane(roomId, side);
  const item = { lane, platform: side, class: ERRAND_CLASS.relayed, roomId, entryId };
  const errand = { ...errandOf(row), resent: true as const };
  queueOnceMore(db, { id, progress, createdAt }, { ...item, errand }, clock.now());
}

/** Rows that ended before errands were kept, and unreadable ones, are known by their columns. */
function errandOf({ errand: text, side: to }: Undelivered): RelayErrand {
  const errand = text === null ? null : readErrandText(text);
  return errand?.do === 'relay' ? errand : { do: 'relay', to, quotedEntryId: null, inWords: false };
}

function recordRetry(
  context: Context,
  actor: Actor,
  { roomId, entryId, rowId }: Undelivered,
  request: 'same' | 'new',
  mayComeTwice: boolean,
): void {
  const room = readRoom(context.db, roomId);
  record(context, {
    action: 'delivery.retry',
    actor,
    outcome: 'ok',
    ...(room === null ? { roomId } : roomParties(context, room)),
    aboutId: entryId,
    facts: { outboxId: rowId, request: codeOf(request), mayComeTwice },
  });
}
