import { desc, eq, sql } from 'drizzle-orm';
import { bigramIndex } from '../domain/bigrams.ts';
import type { EntryId } from '../domain/ids.ts';
import { auditContents, auditIndex, auditIndexCut, auditIndexMissing } from './schema.ts';
import { type Database, prepareOnce } from './store.ts';

/*
 * The search index over erasable contents. It holds terms only, no texts; FTS5 takes a text's terms out
 * when it is told the same ones again, and with `secure-delete` (set by the migration) out of its pages, too.
 */

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
}));

/**
 * The terms of a text. They have to be the same when it is erased as when it was indexed: where this
 * changes, a migration fills the index anew (`audit_index_missing`).
 */
const termsOf = (text: string) => bigramIndex(text);

/** Makes a content findable by any substring. */
export function indexContent(db: Database, entryId: EntryId, text: string): void {
  const { tokens: grams, cut } = termsOf(text);
  if (grams !== '') statements(db).add.run({ entryId, grams });
  if (cut) db.insert(auditIndexCut).values({ entryId }).run();
}

/** Takes a content's terms out of the index, whether they are in it or not. */
export function removeFromIndex(db: Database, entryId: EntryId, text: string): void {
  db.delete(auditIndexMissing).where(eq(auditIndexMissing.entryId, entryId)).run();
  db.delete(auditIndexCut).where(eq(auditIndexCut.entryId, entryId)).run();
  // Told of terms that are not there, the index would count wrongly from then on.
  if (statements(db).known.get({ entryId }) === undefined) return;
  statements(db).remove.run({ entryId, grams: termsOf(text).tokens });
}

/**
 * Puts contents into the index that a migration left to us, the newest first.
 *
 * @returns whether there may be more of them
 */
export function indexMissing(db: Database, limit: number): boolean {
  const missing = db
    .select({ entryId: auditIndexMissing.entryId, text: auditContents.text })
    .from(auditIndexMissing)
    .leftJoin(auditContents, eq(auditContents.entryId, auditIndexMissing.entryId))
    .orderBy(desc(auditIndexMissing.entryId))
    .limit(limit)
    .all();
  for (const { entryId, text } of missing) {
    db.delete(auditIndexMissing).where(eq(auditIndexMissing.entryId, entryId)).run();
    if (text !== null) indexContent(db, entryId, text);
  }
  return missing.length === limit;
}
