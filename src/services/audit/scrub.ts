import type { Context } from '../../context.ts';
import { type Lane, storedLane } from '../../domain/delivery/lane.ts';
import { nextWaitingAt } from '../../store/queue/inbox.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { requestOf } from '../../store/queue/requests.ts';

/*
 * Erased words still stand in the database's write-ahead log, which is emptied soon after (DESIGN
 * §6.9). The scrub is planned in the erasing transaction: it survives a crash in between.
 */

/** Erasures that come together share a scrub. */
const SCRUB_AFTER_MS = 300;
/** In a flood of webhooks the scrub waits, at most about 10 s: its disk writes would delay them. */
const FLOOD_PAUSE_MS = 500;
const FLOOD_TRIES = 20;
/** A reader, such as a backup, has the database open. */
const READER_PAUSE_MS = 1000;
const CALL_PAUSE_MS = 500;

/** Has the log emptied of what this transaction erases. */
export function planScrub(context: Context): void {
  const dueAt = context.clock.now() + SCRUB_AFTER_MS;
  planJob(context.db, { kind: 'scrub', key: '', payload: {}, dueAt });
}

/** A call under way in this lane keeps its bytes until it ends: another scrub follows that. */
export function planScrubAfterCall(context: Context, lane: Lane): void {
  const since = context.clock.now();
  const dueAt = since + CALL_PAUSE_MS;
  planJob(context.db, { kind: 'scrub-after-call', key: lane, payload: { since }, dueAt });
}

/**
 * Empties the log.
 *
 * @param tries how often it was postponed
 * @returns when to try again, ms; null when it is done
 */
export function scrub(context: Context, tries: number): number | null {
  const { db, clock, store } = context;
  const now = clock.now();
  // Relay has just had its turn: a lane still due is more than relay could take.
  const isFlood = (nextWaitingAt(db, now) ?? Number.POSITIVE_INFINITY) <= now;
  if (isFlood && tries < FLOOD_TRIES) return FLOOD_PAUSE_MS;
  context.reached?.('erase.scrub');
  const isDone = store.scrub();
  context.reached?.('erase.scrubbed');
  return isDone ? null : READER_PAUSE_MS;
}

/**
 * Checks whether the call that was under way has ended.
 *
 * @returns when to look again, ms; null when it has
 */
export function scrubAfterCall(context: Context, lane: string, since: number): number | null {
  const request = requestOf(context.db, storedLane(lane));
  if (request?.inFlight && request.lastAttemptAt <= since) return CALL_PAUSE_MS;
  planScrub(context);
  return null;
}
