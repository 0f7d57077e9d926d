import { outbox } from '../schema.ts';
import { and, asc, lte, type SQL, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import { forgetRow } from './outbox.ts';

/*
 * Rows of the outbox that have ended. A message's outcome stands in the audit log; its row is read
 * for a while longer: whether a line that keeps a place has been said, what a set of pictures still
 * lacks, who was spoken to a moment ago. Ids of deleted rows are not used again.
 */

/** Rows deleted in one go, so that webhooks are answered in between. */
const FORGET_AT_ONCE = 2000;

/** Rows that a fault of ours ended are counted for `status`. */
const hasEnded = sql`${outbox.state} <> 'queued' AND ${outbox.reason} IS NOT 'fault'`;

/** An unsettled call names its rows, including those that ended meanwhile. */
const isInNoRequest: SQL = sql`${outbox.id} NOT IN (
  SELECT row.value FROM requests, json_each(requests.row_ids) AS row)`;

/**
 * Deletes the oldest ended rows, up to the first that is younger.
 *
 * @param queuedBefore epoch ms
 * @returns whether there may be more
 */
export function forgetEndedRows(db: Database, queuedBefore: number): boolean {
  const rows = db
    .select({ id: outbox.id, createdAt: outbox.createdAt })
    .from(outbox)
    .where(and(hasEnded, isInNoRequest))
    .orderBy(asc(outbox.id))
    .limit(FORGET_AT_ONCE)
    .all();
  const young = rows.findIndex(({ createdAt }) => createdAt >= queuedBefore);
  const old = young === -1 ? rows : rows.slice(0, young);
  const to = old.at(-1)?.id;
  if (to === undefined) return false;
  for (const { id } of old) forgetRow(db, id);
  db.delete(outbox)
    .where(and(lte(outbox.id, to), hasEnded, isInNoRequest))
    .run();
  return old.length === FORGET_AT_ONCE;
}
