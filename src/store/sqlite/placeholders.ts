import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { getTableColumns, Placeholder, type SQL, sql } from './drizzle.ts';

type ColumnName<Table extends SQLiteTable> = keyof Table['$inferInsert'] & string;
type ByName<Table extends SQLiteTable, Value> = { [Name in ColumnName<Table>]-?: Value };

/** For `values()` of a prepared insert: a placeholder for every column, under its own name. */
export function everyColumn<Table extends SQLiteTable>(table: Table): ByName<Table, Placeholder> {
  return eachColumn(table, (name) => new Placeholder(name));
}

/** For `onConflictDoUpdate()`: every column becomes what the insert would have written. */
export function asInserted<Table extends SQLiteTable>(table: Table): ByName<Table, SQL> {
  return eachColumn(table, (name) =>
    sql.raw(`excluded.${sql.identifier(getTableColumns(table)[name]?.name ?? name).value}`),
  );
}

/**
 * A bound value hidden from SQLite's planner. Where a statement has an ORDER BY, a LIMIT or a
 * partial index to choose, the planner peeks at bound values and prepares the statement again for
 * each of them, at five times the cost of running it. Conditions of partial indexes are written
 * literally, not bound.
 */
export const bound = (name: string): SQL => sql`(SELECT ${sql.placeholder(name)})`;

/** The same for `limit()`. Guarantee: drizzle writes its argument behind LIMIT. */
export const boundLimit = (name: string): Placeholder => bound(name) as unknown as Placeholder;

/** A literal LIMIT. Guarantee: as above. */
export const fixedLimit = (most: number): number =>
  sql.raw(String(Math.trunc(most))) as unknown as number;

/**
 * For `set()` of a prepared update: a placeholder for each of these columns, encoded as its column.
 */
export function someColumns<Table extends SQLiteTable>(
  table: Table,
  names: readonly string[],
): Partial<ByName<Table, SQL>> {
  const columns = getTableColumns(table);
  return Object.fromEntries(
    names.map((name) => [name, sql`${sql.param(sql.placeholder(name), columns[name])}`]),
  ) as Partial<ByName<Table, SQL>>;
}

/** Guarantee: one value per column of the table, under the column's own name. */
function eachColumn<Table extends SQLiteTable, Value>(
  table: Table,
  make: (name: string) => Value,
): ByName<Table, Value> {
  return Object.fromEntries(
    Object.keys(getTableColumns(table)).map((name) => [name, make(name)]),
  ) as ByName<Table, Value>;
}
