import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { auditContents, auditEntries } from '../schema.ts';
import { and, eq, inArray, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { fileNameIn } from './index/file-name-in.ts';

/** Entries that may tell a file's name. */
const NAMING: AuditAction[] = ['media.keep', 'media.refuse'];

const statements = prepareOnce((db) => ({
  told: db
    .select({
      detail: sql<string | null>`(SELECT detail FROM ${auditContents}
        WHERE entry_id = ${auditEntries}.id)`,
    })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.aboutId, sql.placeholder('entryId')),
        inArray(auditEntries.action, NAMING),
      ),
    )
    .prepare(),
}));

/** The names that came with a message's file, after the message. */
export const namesThatCame = (db: Database, entryId: EntryId): string[] =>
  statements(db)
    .told.all({ entryId })
    .flatMap(({ detail }) => fileNameIn(detail) ?? []);
