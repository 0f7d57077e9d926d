import type { EntryId } from '../../../domain/ids.ts';
import { auditContentRows, auditEntryRows, auditIndexCut } from '../../schema.ts';
import { and, asc, desc, eq, sql } from '../../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';
import { JUDGED_COLUMNS } from '../entry-columns.ts';
import { type AuditDoc, docOf, isTold, tell } from './docs.ts';

const { entryId, text, detail, erased } = auditContentRows;

const statements = prepareOnce((db) => ({
  row: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(eq(auditEntryRows.id, sql.placeholder('id')))
    .prepare(),
  about: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(eq(auditEntryRows.aboutId, sql.placeholder('id')))
    .orderBy(asc(auditEntryRows.id))
    .prepare(),
  idsAbout: db
    .select({ id: auditEntryRows.id })
    .from(auditEntryRows)
    .where(eq(auditEntryRows.aboutId, sql.placeholder('id')))
    .prepare(),
  cut: db.select().from(auditIndexCut).orderBy(desc(auditIndexCut.entryId)).prepare(),
  content: db
    .select({ text, detail })
    .from(auditContentRows)
    .where(and(eq(entryId, sql.placeholder('id')), eq(erased, false)))
    .prepare(),
}));

/**
 * An entry, or the message it tells of, with all that was told of that; null: there is none.
 *
 * @param place of the entry that stands for it
 */
export function readDoc(db: Database, id: EntryId, place = id): AuditDoc | null {
  const { row: one, content, about } = statements(db);
  const row = one.get({ id });
  if (row === undefined) return null;
  if (isTold(row))
    return row.aboutId === null || row.aboutId >= id ? null : readDoc(db, row.aboutId);
  const doc = docOf(row, content.get({ id }) ?? null, place);
  if (row.action !== 'message.receive') return doc;
  for (const later of about.all({ id })) {
    const isFile = later.action === 'media.keep' || later.action === 'media.refuse';
    tell(doc, later, isFile ? (content.get({ id: later.id }) ?? null) : null);
  }
  return doc;
}

/** What an entry is about; null: nothing, or there is no such entry. */
export function subjectOf(
  db: Database,
  id: EntryId,
): { told: boolean; about: EntryId | null } | null {
  const row = statements(db).row.get({ id });
  return row === undefined ? null : { told: isTold(row), about: row.aboutId };
}

/** The entries about an entry. */
export const idsAbout = (db: Database, id: EntryId): EntryId[] =>
  statements(db)
    .idsAbout.all({ id })
    .map((row) => row.id);

/** Entries in segments whose words are longer than the part that is searched, newest first. */
export const cutEntries = (db: Database): EntryId[] =>
  statements(db)
    .cut.all()
    .map((row) => row.entryId);
