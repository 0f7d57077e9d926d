import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { HOUR_MS } from '../../domain/durations.ts';
import { judgeGap } from '../../domain/watch/gap.ts';
import { lastReceived } from '../../store/queue/inbox.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { PLATFORMS } from '../../store/schema.ts';
import { insertGap, noteGapRooms } from '../../store/watch/gaps.ts';
import { readHeartbeat, saveHeartbeat } from '../../store/watch/heartbeat.ts';

/** Members who used a room this long before a gap may have gone on writing in it. */
const IN_USE_MS = HOUR_MS;

/**
 * At a start: puts on record that nothing could be received since the last sign of life, and plans
 * who is told. LINE WORKS never sends again (line-works.md §2.1). In the caller's transaction.
 */
export function noteGap(context: Context): void {
  const { db } = context;
  const now = context.clock.now();
  const gap = judgeGap(lastSignOf(context), now);
  saveHeartbeat(db, now);
  if (gap === null) return;
  const id = insertGap(db, gap);
  const rooms = noteGapRooms(db, id, { since: gap.from - IN_USE_MS, until: gap.from });
  record(context, {
    action: 'bridge.gap',
    actor: SYSTEM,
    outcome: 'recorded',
    facts: { from: gap.from, to: gap.to, rooms },
  });
  planJob(db, { kind: 'tell-gap', key: String(id), payload: { gapId: id }, dueAt: now });
}

/** Null: there is no heartbeat yet, so this is a first start. */
function lastSignOf({ db }: Context): number | null {
  const beatAt = readHeartbeat(db);
  if (beatAt === null) return null;
  // What came after the last beat was received.
  return Math.max(beatAt, ...PLATFORMS.map((platform) => lastReceived(db, platform) ?? 0));
}
