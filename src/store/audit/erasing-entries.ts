import type { EntryId } from '../../domain/ids.ts';
import { type Erased, erasedIn } from '../../proof/erasures.ts';
import { auditEntryRows } from '../schema.ts';
import { and, asc, gt, sql } from '../sqlite/drizzle.ts';
import { bound, boundLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

const statements = prepareOnce((db) => ({
  after: db
    .select({ id: auditEntryRows.id, facts: auditEntryRows.facts })
    .from(auditEntryRows)
    .where(
      and(
        // As the index of erasing entries has it, word for word.
        sql`instr(${sql.raw('facts')}, '"erased":') > 0`,
        gt(auditEntryRows.id, sql<EntryId>`${bound('after')}`),
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

/** The entries after this one that erased something, in order, at most `limit`. */
export const erasingEntries = (db: Database, after: number, limit: number): ErasingEntry[] =>
  statements(db)
    .after.all({ after, limit })
    .map(({ id, facts }) => ({
      id,
      erased: erasedIn(facts ?? '') ?? { contents: [], names: [] },
    }));
