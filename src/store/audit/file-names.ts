import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { auditContents, auditEntries } from '../schema.ts';
import { and, eq, inArray, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { contentOf } from './audit-log.ts';
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

/**
 * A message's words, with its file's name even if that came only with the file; null once erased.
 */
export function saidIn(db: Database, entryId: EntryId): string | null {
  const content = contentOf(db, entryId);
  if (content === null) return null;
  const { text, detail } = content;
  // A text has no file, and a name that came with the message is among its words.
  const name = detail === null || fileNameIn(detail) !== null ? null : nameThatCame(db, entryId);
  return name === null ? text : `${text} ${name}`;
}

function nameThatCame(db: Database, entryId: EntryId): string | null {
  const told = statements(db).told.all({ entryId });
  return told.map(({ detail }) => fileNameIn(detail)).find((name) => name !== null) ?? null;
}
