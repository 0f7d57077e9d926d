import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { auditContents, auditEntries, auditEntryRows } from '../schema.ts';
import { and, asc, desc, eq, gt, lt, lte, sql } from '../sqlite/drizzle.ts';
import { bound, boundLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

const RECEIVED: AuditAction = 'message.receive';

/** A message waits to be sent, or to be told whom it is for. */
const isUnderWay = sql<number>`${auditEntries.action} = ${sql.raw(`'${RECEIVED}'`)} AND (
  EXISTS (SELECT 1 FROM outbox WHERE entry_id = audit_entries.id AND state = 'queued')
  OR EXISTS (SELECT 1 FROM held_messages WHERE entry_id = audit_entries.id))`;

const statements = prepareOnce((db) => ({
  behind: db
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      roomId: auditEntries.roomId,
      lineUserId: auditEntries.lineUserId,
      memberId: auditEntries.memberId,
      actorId: auditEntries.actorId,
      isUnderWay,
    })
    .from(auditContents)
    .innerJoin(auditEntries, eq(auditEntries.id, auditContents.entryId))
    .where(gt(auditContents.entryId, bound('behind')))
    .orderBy(asc(auditContents.entryId))
    .limit(boundLimit('limit'))
    .prepare(),
}));

/**
 * Contents behind an entry that have not been erased, oldest first, with what they are judged by.
 * `isUnderWay`: 1 for a message that is still on its way.
 */
export function contentsBehind(db: Database, behind: EntryId, limit: number) {
  return statements(db).behind.all({ behind, limit });
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
