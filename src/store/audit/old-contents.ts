import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { auditContents, auditEntries, auditEntryRows, heldMessages, outbox } from '../schema.ts';
import { and, asc, desc, eq, gt, lt, lte, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** Columns by which an entry with a content is judged. */
const judged = {
  id: auditEntries.id,
  at: auditEntries.at,
  action: auditEntries.action,
  roomId: auditEntries.roomId,
  lineUserId: auditEntries.lineUserId,
  memberId: auditEntries.memberId,
  actorId: auditEntries.actorId,
};

/** Contents behind an entry that have not been erased, oldest first. */
export function contentsBehind(db: Database, behind: EntryId, limit: number) {
  return db
    .select(judged)
    .from(auditContents)
    .innerJoin(auditEntries, eq(auditEntries.id, auditContents.entryId))
    .where(gt(auditContents.entryId, behind))
    .orderBy(asc(auditContents.entryId))
    .limit(limit)
    .all();
}

/** The last entry before an instant (epoch ms); null: there is none. */
export function lastEntryBefore(db: Database, at: number): EntryId | null {
  return (
    db
      .select({ id: auditEntryRows.id })
      .from(auditEntryRows)
      .where(lt(auditEntryRows.at, at))
      .orderBy(desc(auditEntryRows.at), desc(auditEntryRows.id))
      .limit(1)
      .get()?.id ?? null
  );
}

/** How many messages up to an entry still have their words, counted up to `most`. */
export function countContentsTo(db: Database, to: EntryId, behind: EntryId, most: number): number {
  return db
    .select({ id: auditContents.entryId })
    .from(auditContents)
    .where(and(gt(auditContents.entryId, behind), lte(auditContents.entryId, to)))
    .limit(most)
    .all().length;
}

const RECEIVED: AuditAction = 'message.receive';

/** Whether a message is still on its way: it waits to be sent, or to be told whom it is for. */
export function isUnderWay(
  db: Database,
  { id, action }: { readonly id: EntryId; readonly action: AuditAction },
): boolean {
  if (action !== RECEIVED) return false;
  const row = db
    .select({ one: sql`1` })
    .from(outbox)
    .where(and(eq(outbox.entryId, id), eq(outbox.state, 'queued')))
    .limit(1)
    .get();
  if (row !== undefined) return true;
  const held = db.select().from(heldMessages).where(eq(heldMessages.entryId, id)).get();
  return held !== undefined;
}
