import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { bigramIndex } from '../../domain/text/bigrams.ts';
import {
  auditContents,
  auditEntries,
  auditIndex,
  auditIndexCut,
  auditIndexMissing,
  auditNames,
} from '../schema.ts';
import { desc, eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/*
 * The search index over erasable contents, and the one over names of files that came with their
 * files. Both hold terms only, no texts; FTS5 removes a text's terms when given the same ones
 * again, and with `secure-delete` (set by the migration) from its pages, too.
 */

const KEPT = 'media.keep' satisfies AuditAction;

const statements = prepareOnce((db) => ({
  add: db
    .insert(auditIndex)
    .values({ rowid: sql.placeholder('entryId'), grams: sql.placeholder('grams') })
    .prepare(),
  remove: db
    .insert(auditIndex)
    .values({
      command: 'delete',
      rowid: sql.placeholder('entryId'),
      grams: sql.placeholder('grams'),
    })
    .prepare(),
  known: db
    .select({ rowid: auditIndex.rowid })
    .from(auditIndex)
    .where(eq(auditIndex.rowid, sql.placeholder('entryId')))
    .prepare(),
  addName: db
    .insert(auditNames)
    .values({ rowid: sql.placeholder('entryId'), grams: sql.placeholder('grams') })
    .prepare(),
  removeName: db
    .insert(auditNames)
    .values({
      command: 'delete',
      rowid: sql.placeholder('entryId'),
      grams: sql.placeholder('grams'),
    })
    .prepare(),
  knownName: db
    .select({ rowid: auditNames.rowid })
    .from(auditNames)
    .where(eq(auditNames.rowid, sql.placeholder('entryId')))
    .prepare(),
}));

/**
 * The terms of a text. Erasing needs the same terms as indexing did: a change here needs a
 * migration that fills the index again (`audit_index_missing`).
 */
const termsOf = (text: string) => bigramIndex(text);

/** Makes a content findable by any substring. */
export function indexContent(db: Database, entryId: EntryId, text: string): void {
  const { tokens: grams, cut } = termsOf(text);
  if (grams !== '') statements(db).add.run({ entryId, grams });
  if (cut) db.insert(auditIndexCut).values({ entryId }).run();
}

/** Makes a file's name findable as part of the message the entry is about. */
export function indexFileName(db: Database, entryId: EntryId, fileName: string): void {
  const { tokens: grams } = termsOf(fileName);
  if (grams !== '') statements(db).addName.run({ entryId, grams });
}

/** The file name in the detail of an entry about a file; null if there is none. */
export function fileNameIn(detail: string | null): string | null {
  const told: unknown = detail === null ? null : JSON.parse(detail);
  if (typeof told !== 'object' || told === null || !('fileName' in told)) return null;
  return typeof told.fileName === 'string' ? told.fileName : null;
}

/** Removes a content's terms from the index, whether they are in it or not. */
export function removeFromIndex(
  db: Database,
  entryId: EntryId,
  { text, detail }: { readonly text: string; readonly detail: string | null },
): void {
  removeFileName(db, entryId, fileNameIn(detail));
  db.delete(auditIndexMissing).where(eq(auditIndexMissing.entryId, entryId)).run();
  db.delete(auditIndexCut).where(eq(auditIndexCut.entryId, entryId)).run();
  // Given terms that are not there, the index would count wrongly from then on.
  if (statements(db).known.get({ entryId }) === undefined) return;
  statements(db).remove.run({ entryId, grams: termsOf(text).tokens });
}

function removeFileName(db: Database, entryId: EntryId, fileName: string | null): void {
  if (fileName === null || statements(db).knownName.get({ entryId }) === undefined) return;
  statements(db).removeName.run({ entryId, grams: termsOf(fileName).tokens });
}

/**
 * Indexes contents that a migration left to us, the newest first.
 *
 * @returns whether there may be more
 */
export function indexMissing(db: Database, limit: number): boolean {
  const missing = db
    .select({
      entryId: auditIndexMissing.entryId,
      action: auditEntries.action,
      text: auditContents.text,
      detail: auditContents.detail,
    })
    .from(auditIndexMissing)
    .leftJoin(auditContents, eq(auditContents.entryId, auditIndexMissing.entryId))
    .leftJoin(auditEntries, eq(auditEntries.id, auditIndexMissing.entryId))
    .orderBy(desc(auditIndexMissing.entryId))
    .limit(limit)
    .all();
  for (const { entryId, action, text, detail } of missing) {
    db.delete(auditIndexMissing).where(eq(auditIndexMissing.entryId, entryId)).run();
    const fileName = action === KEPT ? fileNameIn(detail) : null;
    if (fileName !== null) indexFileName(db, entryId, fileName);
    else if (text !== null) indexContent(db, entryId, text);
  }
  return missing.length === limit;
}
