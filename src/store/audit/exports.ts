import type { EntryId } from '../../domain/ids.ts';
import { auditExports } from '../schema.ts';
import { and, desc, eq, isNotNull, lt } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

export type ExportRow = typeof auditExports.$inferSelect;

/** Notes an export that begins. */
export function beginExport(
  db: Database,
  row: Omit<typeof auditExports.$inferInsert, 'state' | 'endedAt' | 'bytes'>,
): void {
  db.insert(auditExports).values(row).run();
}

/** Notes how an export ended; false: that is noted already. */
export function endExport(
  db: Database,
  entryId: EntryId,
  end: Pick<ExportRow, 'state' | 'endedAt' | 'bytes'>,
): boolean {
  const begun = and(eq(auditExports.entryId, entryId), eq(auditExports.state, 'begun'));
  return (
    db
      .update(auditExports)
      .set({ ...end, ...(end.state === 'complete' ? {} : { day: null }) })
      .where(begun)
      .returning({ entryId: auditExports.entryId })
      .all().length > 0
  );
}

/** Exports that nobody is making any more: this process has begun none before that entry. */
export function exportsUnderWay(db: Database, before: EntryId): EntryId[] {
  return db
    .select({ entryId: auditExports.entryId })
    .from(auditExports)
    .where(and(eq(auditExports.state, 'begun'), lt(auditExports.entryId, before)))
    .all()
    .map(({ entryId }) => entryId);
}

/** The latest exports, the newest first. */
export function latestExports(db: Database, limit: number): ExportRow[] {
  return db.select().from(auditExports).orderBy(desc(auditExports.entryId)).limit(limit).all();
}

/** The last day of which there is a daily export, as `2026-11-27`; null: of none. */
export function lastExportedDay(db: Database): string | null {
  const row = db
    .select({ day: auditExports.day })
    .from(auditExports)
    .where(isNotNull(auditExports.day))
    .orderBy(desc(auditExports.day))
    .limit(1)
    .get();
  return row?.day ?? null;
}
