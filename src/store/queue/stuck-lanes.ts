import { lanes, outbox, type Platform, requests } from '../schema.ts';
import { and, asc, count, eq, max, min, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** A lane that does not get on. */
export interface StuckLane {
  readonly lane: string;
  /** Null: it rests until something else is queued there. */
  readonly platform: Platform | null;
  /** The row in its way. */
  readonly rowId: number;
  readonly rows: number;
  /** Since when its oldest row waits, epoch ms. */
  readonly since: number;
  /** The call that is tried again, and how often it has been tried; null: none has begun. */
  readonly step: string | null;
  readonly attempts: number;
  readonly lastAttemptAt: number | null;
  readonly dueAt: number | null;
}

/** Lanes whose head is being tried again, or that have waited since before this instant. */
export function stuckLanes(db: Database, waitingBefore: number): StuckLane[] {
  const since = min(outbox.createdAt);
  // Each of these stands once for a lane.
  return db
    .select({
      lane: outbox.lane,
      platform: max(lanes.platform),
      rowId: sql<number>`min(${outbox.id})`,
      rows: count(),
      since: sql<number>`${since}`,
      step: max(requests.step),
      attempts: sql<number>`coalesce(max(${requests.attempts}), 0)`,
      lastAttemptAt: max(requests.lastAttemptAt),
      dueAt: max(lanes.dueAt),
    })
    .from(outbox)
    .leftJoin(lanes, eq(lanes.lane, outbox.lane))
    .leftJoin(requests, and(eq(requests.lane, outbox.lane), sql`${requests.inFlight} = 0`))
    .where(sql`${outbox.state} = 'queued'`)
    .groupBy(outbox.lane)
    .having(sql`max(${requests.attempts}) > 0 OR ${since} <= ${waitingBefore}`)
    .orderBy(asc(since))
    .all();
}
