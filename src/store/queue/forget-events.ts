import { housekeeping, inbox, PLATFORMS, type Platform } from '../schema.ts';
import { and, asc, desc, eq, gt, lte, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** Rows handled in one go, so that webhooks are answered in between. */
const FORGET_AT_ONCE = 2000;

/** Rows of each platform that stay, for questions about its latest events. */
const KEPT_OF_PLATFORM = 10;

/**
 * Deletes events after their term, with their bodies; the keys stay. Continues where it ended: rows
 * come in the order of their ids. A row that still waits keeps its body, and so do the rows behind
 * it. A failed row stays with its body: it can be processed again.
 *
 * @returns whether there may be more to forget
 */
export function forgetEvents(db: Database, receivedBefore: number): boolean {
  const from = db
    .select()
    .from(housekeeping)
    .where(eq(housekeeping.id, 1))
    .get()?.bodiesForgottenTo;
  const rows = db
    .select({ id: inbox.id, receivedAt: inbox.receivedAt, state: inbox.state })
    .from(inbox)
    .where(gt(inbox.id, from ?? 0))
    .orderBy(asc(inbox.id))
    .limit(FORGET_AT_ONCE)
    .all();
  const keeps = rows.findIndex((row) => row.receivedAt > receivedBefore || row.state === 'waiting');
  const old = keeps === -1 ? rows : rows.slice(0, keeps);
  const to = old.at(-1)?.id;
  if (to === undefined) return false;
  for (const platform of PLATFORMS) deleteDone(db, platform, to);
  db.update(inbox)
    .set({ body: null })
    .where(and(gt(inbox.id, from ?? 0), lte(inbox.id, to), sql`${inbox.state} <> 'failed'`))
    .run();
  db.update(housekeeping).set({ bodiesForgottenTo: to }).where(eq(housekeeping.id, 1)).run();
  return old.length === FORGET_AT_ONCE;
}

/** Also rows that earlier stayed as the latest ones. */
function deleteDone(db: Database, platform: Platform, to: number): void {
  const latest = db
    .select({ id: inbox.id })
    .from(inbox)
    .where(eq(inbox.platform, platform))
    .orderBy(desc(inbox.id))
    .limit(KEPT_OF_PLATFORM)
    .all();
  const isOld = lte(inbox.id, Math.min(to, (latest.at(-1)?.id ?? 0) - 1));
  db.delete(inbox)
    .where(and(eq(inbox.platform, platform), isOld, eq(inbox.state, 'done')))
    .run();
}

/** Forgets one event's body before its term. */
export function forgetBody(db: Database, id: number): void {
  db.update(inbox).set({ body: null }).where(eq(inbox.id, id)).run();
}
