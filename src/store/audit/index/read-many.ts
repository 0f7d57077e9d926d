import type { EntryId } from '../../../domain/ids.ts';
import { searchedText } from '../../../domain/text/searched-text.ts';
import { auditContentRows, auditEntryRows } from '../../schema.ts';
import { and, asc, eq, sql } from '../../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';
import { JUDGED_COLUMNS } from '../entry-columns.ts';
import { type AuditDoc, type DocContent, docOf, type EntryWords, isTold, tell } from './docs.ts';

/*
 * Entries read many at once: calling the database for one costs several times as much as what it
 * reads of it.
 */

/** As one JSON value: a Durable Object takes 100 bound values. */
const anyOf = (name: string) => sql`(SELECT value FROM json_each(${sql.placeholder(name)}))`;
const { entryId, text, detail, erased } = auditContentRows;

const statements = prepareOnce((db) => ({
  rows: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(sql`${auditEntryRows.id} IN ${anyOf('ids')}`)
    .prepare(),
  about: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(sql`${auditEntryRows.aboutId} IN ${anyOf('ids')}`)
    .orderBy(asc(auditEntryRows.id))
    .prepare(),
  contents: db
    .select({ entryId, text, detail })
    .from(auditContentRows)
    .where(and(sql`${entryId} IN ${anyOf('ids')}`, eq(erased, false)))
    .prepare(),
}));

type Contents = ReadonlyMap<EntryId, DocContent>;

function contentsOf(db: Database, ids: readonly EntryId[]): Contents {
  if (ids.length === 0) return new Map();
  const rows = statements(db).contents.all({ ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.entryId, row]));
}

/**
 * Entries that are told on their own, each with all that was told of it. One that does not exist
 * is left out.
 *
 * @param mayHold whether an entry with these words is wanted, and need be read to its end; null: all are
 */
export function readDocs(
  db: Database,
  ids: readonly EntryId[],
  mayHold: ((words: EntryWords) => boolean) | null,
): ReadonlyMap<EntryId, AuditDoc> {
  const contents = contentsOf(db, ids);
  const wanted = mayHold === null ? ids : ids.filter((id) => isWanted(contents.get(id), mayHold));
  if (wanted.length === 0) return new Map();
  const json = JSON.stringify(wanted);
  const docs = new Map<EntryId, AuditDoc>();
  for (const row of statements(db).rows.all({ ids: json })) {
    if (!isTold(row)) docs.set(row.id, docOf(row, contents.get(row.id) ?? null));
  }
  const later = statements(db).about.all({ ids: json });
  const files = later.filter(({ action }) => action === 'media.keep' || action === 'media.refuse');
  const named = contentsOf(
    db,
    files.map(({ id }) => id),
  );
  for (const row of later) {
    const doc = row.aboutId === null ? undefined : docs.get(row.aboutId);
    if (doc?.action === 'message.receive') tell(doc, row, named.get(row.id) ?? null);
  }
  return docs;
}

function isWanted(
  content: DocContent | undefined,
  mayHold: (words: EntryWords) => boolean,
): boolean {
  // The name of a file may come with a later entry. A text has no file.
  if (content === undefined || content.detail !== null) return true;
  return mayHold({ said: searchedText(content.text).folded, names: [] });
}
