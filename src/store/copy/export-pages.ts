import * as z from 'zod';
import {
  COPY_FORMAT,
  type CopyHeader,
  type CopyRow,
  readValue,
  storedValue,
} from './copy-lines.ts';
import { migrationsOf, quoted, type RawSql, type TableShape, tablesOf } from './raw-sql.ts';

/** Where the next page of an export begins. Rows come table by table, in the order of their keys. */
export const rowsPlace = z.object({
  table: z.number().int().nonnegative(),
  /** The key of the last row before it; null: the table's first row. */
  after: z
    .array(z.union([z.string(), z.number(), z.null(), z.object({ base64: z.base64() })]))
    .min(1)
    .nullable(),
});

export type RowsPlace = z.infer<typeof rowsPlace>;

/** Lines of an export, as `exportLines` makes them. */
export interface RowsPage {
  readonly lines: readonly string[];
  /** Null: that was the last table. */
  readonly next: RowsPlace | null;
}

/** The first line. The writer of the file adds the end, with the counts and the digest of what it was given. */
export function headerLine(sql: RawSql, madeAt: number): string {
  const head: CopyHeader = {
    kakehashi: 'export',
    format: COPY_FORMAT,
    madeAt,
    migrations: migrationsOf(sql),
    tables: tablesOf(sql),
  };
  return JSON.stringify(head);
}

/**
 * Rows from a place on, until the page is full: a host that may be lost between two pages keeps nothing of them.
 * Rows that change meanwhile are told as they are when their page comes.
 *
 * @param mostChars a page ends after the row that reaches this
 * @returns null: there is no such place
 */
export function rowsPage(
  sql: RawSql,
  { table: at, after }: RowsPlace,
  mostChars: number,
): RowsPage | null {
  const tables = tablesOf(sql);
  const table = tables[at];
  if (table === undefined) return null;
  const key = keyOf(sql, table);
  if (after !== null && after.length !== key.length) return null;
  const lines: string[] = [];
  let chars = 0;
  let last: CopyRow[1][] = [];
  for (const values of rowsAfter(sql, table, { key, after })) {
    const stored = values.map(storedValue);
    const line = JSON.stringify([at, ...stored.slice(0, table.columns.length)]);
    lines.push(line);
    last = stored.slice(table.columns.length);
    chars += line.length + 1;
    if (chars >= mostChars) return { lines, next: { table: at, after: last } };
  }
  return { lines, next: at + 1 < tables.length ? { table: at + 1, after: null } : null };
}

/** Each row with its key behind its columns. */
function rowsAfter(
  sql: RawSql,
  { name, columns }: TableShape,
  { key, after }: { readonly key: readonly string[]; readonly after: RowsPlace['after'] },
): Iterable<readonly unknown[]> {
  const keys = key.join(', ');
  const asked = `SELECT ${columns.map(quoted).join(', ')}, ${keys} FROM ${quoted(name)}`;
  if (after === null) return sql.rows(`${asked} ORDER BY ${keys}`);
  const marks = key.map(() => '?').join(', ');
  return sql.rows(
    `${asked} WHERE (${keys}) > (${marks}) ORDER BY ${keys}`,
    ...after.map((value) => readValue(value)),
  );
}

/** What orders a table's rows for good: its own row number, or where it has none its primary key. */
function keyOf(sql: RawSql, { name }: TableShape): string[] {
  const [[text] = []] = sql.rows(
    `SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?`,
    name,
  );
  if (!/\)[^)]*WITHOUT\s+ROWID[^)]*$/i.test(String(text))) return ['rowid'];
  const asked = 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk';
  return Array.from(sql.rows(asked, name), ([column]) => quoted(String(column)));
}
