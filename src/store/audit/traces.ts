import { confirmations, inbox, jobs, keptRequests, outbox, requests } from '../schema.ts';
import { asc, gt, type SQL, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/*
 * Where a person's name or words may stand for a while besides the audit log: what came in, what
 * goes out, what is to be done.
 */

/** Whether a column holds any of these marks. One bound value: a Durable Object takes 100. */
const holdsAny = (column: unknown, marks: readonly string[]): SQL =>
  sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(marks)}) AS mark
    WHERE instr(${column}, mark.value) > 0)`;

/** Events and their bodies from one on, in their order. */
export function eventsBehind(db: Database, behind: number, limit: number) {
  return db
    .select({ id: inbox.id, state: inbox.state, body: inbox.body })
    .from(inbox)
    .where(gt(inbox.id, behind))
    .orderBy(asc(inbox.id))
    .limit(limit)
    .all();
}

/** Rows that wait to be sent and hold any of these marks. */
export function waitingRowsWith(
  db: Database,
  marks: readonly string[],
): { readonly id: number; readonly lane: string }[] {
  return db
    .select({ id: outbox.id, lane: outbox.lane })
    .from(outbox)
    .where(sql`${outbox.state} = 'queued' AND ${holdsAny(outbox.payload, marks)}`)
    .all();
}

/** Lanes whose call, under way or to be repeated, holds any of these marks. */
export function callsWith(db: Database, marks: readonly string[]): string[] {
  return db
    .select({ lane: requests.lane })
    .from(requests)
    .where(holdsAny(requests.body, marks))
    .all()
    .map(({ lane }) => lane);
}

/** Forgets requests of messages that did not arrive, where they hold any of these marks. */
export function forgetKeptRequestsWith(db: Database, marks: readonly string[]): void {
  db.delete(keptRequests).where(holdsAny(keptRequests.body, marks)).run();
}

/** Whether a job that is still to run holds any of these marks, besides that of this kind. */
export function hasJobWith(db: Database, marks: readonly string[], besides: string): boolean {
  const isAnother = sql`${jobs.kind} <> ${besides}`;
  const row = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(sql`${isAnother} AND ${holdsAny(jobs.payload, marks)}`)
    .limit(1)
    .get();
  return row !== undefined;
}

/** Forgets what administrators had typed for a question with a button, where it holds a mark. */
export function forgetProposalsWith(db: Database, marks: readonly string[]): void {
  db.update(confirmations).set({ command: '' }).where(holdsAny(confirmations.command, marks)).run();
}
