import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { auditContents, auditEntries } from '../schema.ts';
import { and, eq, inArray } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import { fileNameIn } from './audit-index.ts';
import { contentOf } from './audit-log.ts';

/** Entries that may tell a file's name. */
const NAMING: AuditAction[] = ['media.keep', 'media.refuse'];

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
  const told = db
    .select({ detail: auditContents.detail })
    .from(auditEntries)
    .innerJoin(auditContents, eq(auditContents.entryId, auditEntries.id))
    .where(and(eq(auditEntries.aboutId, entryId), inArray(auditEntries.action, NAMING)))
    .all();
  return told.map(({ detail }) => fileNameIn(detail)).find((name) => name !== null) ?? null;
}
