import type { EntryId } from '../../domain/ids.ts';
import { type Erased, erasedIn, isInRanges } from '../../proof/erasures.ts';
import { auditEntryRows } from '../schema.ts';
import { and, asc, gt, sql } from '../sqlite/drizzle.ts';
import { boundLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

const statements = prepareOnce((db) => ({
  // The partial index of erasing entries covers only them, so its condition is repeated literally.
  erasing: db
    .select({ id: auditEntryRows.id, facts: auditEntryRows.facts })
    .from(auditEntryRows)
    .where(
      and(
        sql`instr(${auditEntryRows.facts}, '"erased":') > 0`,
        gt(auditEntryRows.id, sql.placeholder('after')),
      ),
    )
    .orderBy(asc(auditEntryRows.id))
    .limit(boundLimit('limit'))
    .prepare(),
}));

/** An entry with the list of what it erased. */
export interface ErasingEntry {
  readonly id: EntryId;
  readonly erased: Erased;
}

/** The entries after this one that erased something, oldest first, at most `limit`. */
export const erasingEntries = (db: Database, after: EntryId, limit: number): ErasingEntry[] =>
  statements(db)
    .erasing.all({ after, limit })
    .map(({ id, facts }) => ({
      id,
      erased: erasedIn(facts ?? '{}') ?? { contents: [], names: [] },
    }));

/** Few milliseconds' worth, even where each lists as much as it can. */
const MOST_LOOKED_AT = 100;

/**
 * The entry that erased this one's content: it tells who did, when and why. Null: it has not been
 * erased, or a hundred other erasures came in between; `erasingEntries` goes on from there.
 */
export function erasureOf(db: Database, entryId: EntryId): EntryId | null {
  const listed = erasingEntries(db, entryId, MOST_LOOKED_AT).find(({ erased }) =>
    isInRanges(erased.contents, entryId),
  );
  return listed?.id ?? null;
}
