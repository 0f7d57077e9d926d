import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import { auditEntries } from '../schema.ts';
import { and, desc, eq, inArray, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

const ROOMS_AT_MOST = 50;

/** The entries of the last messages relayed in these rooms, oldest first. */
export function lastMessages(
  db: Database,
  roomIds: readonly TalkRoomId[],
  except: ReadonlySet<EntryId>,
  limit: number,
): EntryId[] {
  const said = sql<EntryId>`CASE ${auditEntries.action} WHEN 'message.release' THEN ${auditEntries.aboutId} ELSE ${auditEntries.id} END`;
  const found = db
    .select({ entryId: said })
    .from(auditEntries)
    .where(
      and(
        inArray(auditEntries.roomId, roomIds.slice(0, ROOMS_AT_MOST)),
        inArray(auditEntries.action, ['message.receive', 'message.release']),
        eq(auditEntries.outcome, 'relayed'),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit((limit + except.size) * 2)
    .all()
    .map((row) => row.entryId)
    .filter((entryId) => !except.has(entryId));
  return [...new Set(found)].slice(0, limit).reverse();
}

/** A message's final outcome; null while it has none. */
export function lastDelivery(db: Database, entryId: EntryId): string | null {
  return (
    db
      .select({ outcome: auditEntries.outcome })
      .from(auditEntries)
      .where(and(eq(auditEntries.aboutId, entryId), eq(auditEntries.action, 'message.deliver')))
      .orderBy(desc(auditEntries.id))
      .limit(1)
      .get()?.outcome ?? null
  );
}
