import type { EntryId } from '../../../domain/ids.ts';
import { auditContentRows, auditEntryRows, auditIndexCut } from '../../schema.ts';
import { and, asc, desc, eq, gt, lte, sql } from '../../sqlite/drizzle.ts';
import { boundLimit } from '../../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';
import { type AuditDoc, type DocContent, type DocRow, docOf, isTold, tell } from './docs.ts';

const COLUMNS = {
  id: auditEntryRows.id,
  at: auditEntryRows.at,
  action: auditEntryRows.action,
  actorRef: auditEntryRows.actorRef,
  roomId: auditEntryRows.roomId,
  lineUserRef: auditEntryRows.lineUserRef,
  memberRef: auditEntryRows.memberRef,
  direction: auditEntryRows.direction,
  kind: auditEntryRows.kind,
  outcome: auditEntryRows.outcome,
  aboutId: auditEntryRows.aboutId,
};
const { entryId, text, detail, erased } = auditContentRows;

const statements = prepareOnce((db) => ({
  row: db
    .select(COLUMNS)
    .from(auditEntryRows)
    .where(eq(auditEntryRows.id, sql.placeholder('id')))
    .prepare(),
  rows: db
    .select(COLUMNS)
    .from(auditEntryRows)
    .where(
      and(
        gt(auditEntryRows.id, sql.placeholder('after')),
        lte(auditEntryRows.id, sql.placeholder('last')),
      ),
    )
    .orderBy(asc(auditEntryRows.id))
    .prepare(),
  idsDown: db
    .select({
      id: auditEntryRows.id,
      action: auditEntryRows.action,
      aboutId: auditEntryRows.aboutId,
    })
    .from(auditEntryRows)
    .where(
      and(
        gt(auditEntryRows.id, sql.placeholder('after')),
        lte(auditEntryRows.id, sql.placeholder('last')),
      ),
    )
    .orderBy(desc(auditEntryRows.id))
    .limit(boundLimit('limit'))
    .prepare(),
  about: db
    .select(COLUMNS)
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
  contents: db
    .select({ entryId, text, detail })
    .from(auditContentRows)
    .where(
      and(
        gt(entryId, sql.placeholder('after')),
        lte(entryId, sql.placeholder('last')),
        eq(erased, false),
      ),
    )
    .orderBy(asc(entryId))
    .prepare(),
}));

/** An entry with its words, as it is read in the order of the log. */
export interface ReadEntry {
  readonly row: DocRow;
  readonly content: DocContent | null;
}

/** The entries after one, up to another, in order. */
export function readEntries(db: Database, after: number, last: number): ReadEntry[] {
  const contents = statements(db).contents.all({ after, last });
  let next = 0;
  return statements(db)
    .rows.all({ after, last })
    .map((row) => {
      const content = contents[next];
      if (content?.entryId !== row.id) return { row, content: null };
      next += 1;
      return { row, content };
    });
}

/** An entry, or the message it tells of, with all that was told of that; null: there is none. */
export function readDoc(db: Database, id: EntryId): AuditDoc | null {
  const { row: one, content, about } = statements(db);
  const row = one.get({ id });
  if (row === undefined) return null;
  if (isTold(row))
    return row.aboutId === null || row.aboutId >= id ? null : readDoc(db, row.aboutId);
  const doc = docOf(row, content.get({ id }) ?? null);
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

/** Some of the newest ids up to `last`: of entries told on their own, and of those told about. */
export function newestIds(
  db: Database,
  range: { readonly after: number; readonly last: number; readonly limit: number },
): {
  readonly ids: readonly EntryId[];
  readonly messages: readonly EntryId[];
  readonly lowest: EntryId | null;
} {
  const rows = statements(db).idsDown.all(range);
  return {
    ids: rows.filter((row) => !isTold(row)).map(({ id }) => id),
    messages: rows.flatMap((row) =>
      isTold(row) && row.aboutId !== null && row.aboutId < row.id ? [row.aboutId] : [],
    ),
    lowest: rows.at(-1)?.id ?? null,
  };
}

/** Entries in segments whose words are longer than the part that is searched, newest first. */
export const cutEntries = (db: Database): EntryId[] =>
  statements(db)
    .cut.all()
    .map((row) => row.entryId);
