import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import { ERRAND_CLASS, goesBeside } from '../../domain/delivery/errand.ts';
import { sideOfLane, storedLane } from '../../domain/delivery/lane.ts';
import { dueAtOf, openLane, rescheduleLane } from '../../store/queue/lanes.ts';
import { knownErrandOf, type OutboxRow, rowsById } from '../../store/queue/outbox.ts';
import { requestOf } from '../../store/queue/requests.ts';
import type { Database } from '../../store/sqlite/store.ts';

/** What became of the wish to have something tried that waits. */
export type Tried = 'now' | 'waits' | 'under-way' | 'arrived' | 'unknown';

/** Whether a row waits for something that a wish can bring forward. What goes beside words waits for them. */
export const mayTryNow = ({ db, clock }: Context, rowId: number): boolean =>
  judge(db, rowsById(db, [rowId])[0], clock.now()) === 'now';

function judge(db: Database, row: OutboxRow | undefined, now: number): Tried {
  if (row === undefined) return 'unknown';
  if (row.state !== 'queued') return row.state === 'sent' ? 'arrived' : 'unknown';
  const lane = storedLane(row.lane);
  if (requestOf(db, lane)?.inFlight) return 'under-way';
  const dueAt = dueAtOf(db, lane);
  // Its turn has come already.
  if (dueAt !== null && dueAt <= now) return 'waits';
  return dueAt === null && goesBeside(knownErrandOf(row)) ? 'waits' : 'now';
}

/**
 * Has the lane of a waiting row looked at at once, with the request that it has: its pause ends. It stays behind
 * what stands before it, and behind a platform's pause.
 */
export function tryNow(context: Context, actor: Actor, rowId: number): Tried {
  const [row] = rowsById(context.db, [rowId]);
  const now = context.clock.now();
  const judged = judge(context.db, row, now);
  if (row === undefined || judged !== 'now') return judged;
  const lane = storedLane(row.lane);
  const platform = sideOfLane(lane);
  // It rests; lanes of files never do.
  if (dueAtOf(context.db, lane) === null && platform !== 'files') {
    openLane(context.db, { lane, platform, class: ERRAND_CLASS.relayed }, now);
  }
  rescheduleLane(context.db, lane, now);
  record(context, {
    action: 'delivery.retry',
    actor,
    outcome: 'ok',
    roomId: row.roomId,
    aboutId: row.entryId,
    facts: { outboxId: rowId, request: codeOf<'waiting'>('waiting') },
  });
  return 'now';
}
