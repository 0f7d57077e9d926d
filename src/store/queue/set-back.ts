import { auditEntries, inbox, jobs, lanes, PLATFORMS } from '../schema.ts';
import { and, desc, eq, gt, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import { queuesUndone } from './queue-changes.ts';

/** Moves all that waits for an instant after `now` by as much as the clock was set back. Ms. */
export function moveBack(db: Database, now: number, byMs: number): void {
  for (const platform of PLATFORMS) {
    db.update(lanes)
      .set({ dueAt: sql`${lanes.dueAt} - ${byMs}` })
      .where(and(eq(lanes.platform, platform), gt(lanes.dueAt, now)))
      .run();
  }
  db.update(jobs)
    .set({ dueAt: sql`${jobs.dueAt} - ${byMs}` })
    .where(gt(jobs.dueAt, now))
    .run();
  db.update(inbox)
    .set({ notBefore: sql`max(${inbox.notBefore} - ${byMs}, 1)` })
    .where(
      and(sql`${inbox.state} = 'waiting' AND ${inbox.notBefore} > 0`, gt(inbox.notBefore, now)),
    )
    .run();
  queuesUndone(db);
}

/** When the latest entry of the audit log was written, by the clock of then; null: there is none. */
export const latestEntryAt = (db: Database): number | null =>
  db
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .orderBy(desc(auditEntries.id))
    .limit(1)
    .get()?.at ?? null;
