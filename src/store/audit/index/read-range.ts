import type { EntryId } from '../../../domain/ids.ts';
import { auditContentRows, auditEntryRows } from '../../schema.ts';
import { and, asc, desc, eq, gt, lte, sql } from '../../sqlite/drizzle.ts';
import { boundLimit } from '../../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';
import { JUDGED_COLUMNS } from '../entry-columns.ts';
import { type DocContent, type DocRow, isTold } from './docs.ts';

const { entryId, text, detail, erased } = auditContentRows;

const statements = prepareOnce((db) => ({
  rows: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(
      and(
        gt(auditEntryRows.id, sql.placeholder('after')),
        lte(auditEntryRows.id, sql.placeholder('last')),
      ),
    )
    .orderBy(asc(auditEntryRows.id))
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
