import type { EntryId } from '../../domain/ids.ts';
import { keptRequests, undelivered } from '../schema.ts';
import { and, asc, count, desc, eq, inArray, lt, type SQL, sql } from '../sqlite/drizzle.ts';
import { asInserted } from '../sqlite/placeholders.ts';
import type { Database } from '../sqlite/store.ts';

/*
 * People's messages that did not arrive, or may not have, and the bytes of their last requests. Nothing
 * here is written for a message that is sent.
 */

export type Undelivered = typeof undelivered.$inferSelect;
export type KeptRequest = typeof keptRequests.$inferSelect;

/** Keeps a message that has ended so; the same row may end so again. */
export function keepUndelivered(db: Database, row: Undelivered): void {
  db.insert(undelivered)
    .values(row)
    .onConflictDoUpdate({ target: undelivered.rowId, set: asInserted(undelivered) })
    .run();
}

/** Keeps the request that these messages ended with. */
export function keepRequest(db: Database, request: Omit<KeptRequest, 'id'>): void {
  const { id } = db.insert(keptRequests).values(request).returning({ id: keptRequests.id }).get();
  db.update(undelivered)
    .set({ requestId: id })
    .where(
      sql`${undelivered.rowId} IN (SELECT value FROM json_each(${JSON.stringify(request.rowIds)}))`,
    )
    .run();
}

export function readUndelivered(db: Database, rowId: number): Undelivered | null {
  return db.select().from(undelivered).where(eq(undelivered.rowId, rowId)).get() ?? null;
}

/** The request a message ended with; null: none was kept, or it has gone. */
export function keptRequestOf(db: Database, { requestId }: Undelivered): KeptRequest | null {
  if (requestId === null) return null;
  return db.select().from(keptRequests).where(eq(keptRequests.id, requestId)).get() ?? null;
}

/** By talk, within each in the order in which they were to go. */
export function listUndelivered(
  db: Database,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Undelivered[] {
  return db
    .select()
    .from(undelivered)
    .orderBy(asc(undelivered.roomId), asc(undelivered.rowId))
    .limit(limit)
    .offset(offset)
    .all();
}

/** The oldest ids behind this one. */
export function undeliveredBehind(db: Database, behind: number, limit: number): Undelivered[] {
  return db
    .select()
    .from(undelivered)
    .where(sql`${undelivered.rowId} > ${behind}`)
    .orderBy(asc(undelivered.rowId))
    .limit(limit)
    .all();
}

/** The latest rows of the same lane before this one. */
export function undeliveredBefore(db: Database, row: Undelivered): number[] {
  return db
    .select({ rowId: undelivered.rowId })
    .from(undelivered)
    .where(
      and(
        eq(undelivered.roomId, row.roomId),
        lt(undelivered.rowId, row.rowId),
        eq(undelivered.side, row.side),
      ),
    )
    .orderBy(desc(undelivered.rowId))
    .limit(100)
    .all()
    .map(({ rowId }) => rowId);
}

export function countUndelivered(db: Database): number {
  return db.select({ n: count() }).from(undelivered).get()?.n ?? 0;
}

/** They are on their way again; their request, too, or it is of no use any more. */
export function dropUndelivered(db: Database, rows: readonly Undelivered[]): void {
  for (const { rowId, requestId } of rows) {
    db.delete(undelivered).where(eq(undelivered.rowId, rowId)).run();
    if (requestId === null) continue;
    db.delete(keptRequests).where(eq(keptRequests.id, requestId)).run();
  }
}

/** Forgets messages whose words are erased, and requests that hold those words, as a quote too. */
export function forgetUndelivered(db: Database, entryIds: readonly EntryId[]): void {
  if (entryIds.length === 0) return;
  const isErased = (column: unknown): SQL =>
    sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(entryIds)}))`;
  for (const column of [undelivered.entryId, undelivered.quotedEntryId]) {
    const ids = db.select({ id: undelivered.requestId }).from(undelivered).where(isErased(column));
    db.delete(keptRequests).where(inArray(keptRequests.id, ids)).run();
  }
  db.delete(undelivered).where(isErased(undelivered.entryId)).run();
}

/** Rows deleted in one go, so that webhooks are answered in between. */
const FORGET_AT_ONCE = 2000;

/**
 * Forgets messages that ended long ago, and requests whose keys count no more.
 *
 * @returns whether there may be more
 */
export function forgetOldUndelivered(
  db: Database,
  before: { readonly endedAt: number; readonly attemptedAt: number },
): boolean {
  const old = db
    .select({ id: undelivered.rowId })
    .from(undelivered)
    .where(sql`${undelivered.endedAt} <= ${before.endedAt}`)
    .limit(FORGET_AT_ONCE)
    .all();
  const stale = db
    .select({ id: keptRequests.id })
    .from(keptRequests)
    .where(sql`${keptRequests.firstAttemptAt} <= ${before.attemptedAt}`)
    .limit(FORGET_AT_ONCE)
    .all();
  const among = (column: unknown, rows: readonly { readonly id: number }[]): SQL =>
    sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(rows.map(({ id }) => id))}))`;
  if (old.length > 0) db.delete(undelivered).where(among(undelivered.rowId, old)).run();
  if (stale.length > 0) db.delete(keptRequests).where(among(keptRequests.id, stale)).run();
  return Math.max(old.length, stale.length) === FORGET_AT_ONCE;
}
