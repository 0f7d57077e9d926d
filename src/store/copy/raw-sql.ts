/** The raw statements a copy needs; each runtime provides its own over one database. */
export interface RawSql {
  /** Rows as arrays, in the order of the columns asked for. Bytes as `Uint8Array` or `ArrayBuffer`. */
  rows(sql: string, ...values: readonly SqlValue[]): Iterable<readonly unknown[]>;
  run(sql: string, ...values: readonly SqlValue[]): void;
}

export type SqlValue = string | number | null | Uint8Array;

/** A table and its columns. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A name as SQL: table and column names come from the database itself, or from a file that is checked against it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Where SQLite keeps the last ids of tables that never use one again. */
export const SEQUENCES = 'sqlite_sequence';

/**
 * They belong to the place where a workspace lives, not to what it holds: sealed values open nowhere else, the other
 * place has its own, and an import under way is the place's.
 */
const OF_THE_PLACE: ReadonlySet<string> = new Set([
  'settings',
  'hosting',
  'imports',
  'import_pieces',
]);

/**
 * All tables that hold data, those that others refer to first. Without views, which are read from tables, without
 * the list of migrations, which is the same on both sides, and without what belongs to the place.
 */
export function tablesOf(sql: RawSql): TableShape[] {
  const texts = new Map<string, string>();
  const tables = `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name <> 'migrations' ORDER BY name`;
  for (const [name, text] of sql.rows(tables)) texts.set(String(name), String(text));
  const ordered = new Set<string>();
  const add = (name: string): void => {
    if (ordered.has(name)) return;
    for (const [, other = ''] of (texts.get(name) ?? '').matchAll(/REFERENCES\s+"?(\w+)/g)) {
      if (other !== name) add(other);
    }
    ordered.add(name);
  };
  for (const name of texts.keys()) add(name);
  const copied = [...ordered].filter((name) => !OF_THE_PLACE.has(name));
  const shapes = copied.map((name) => ({ name, columns: columnsOf(sql, name) }));
  return [...shapes, { name: SEQUENCES, columns: ['name', 'seq'] }];
}

const columnsOf = (sql: RawSql, table: string): string[] =>
  Array.from(sql.rows('SELECT name FROM pragma_table_info(?) ORDER BY cid', table), ([name]) =>
    String(name),
  );

/** The migrations a database has seen. */
export const migrationsOf = (sql: RawSql): string[] =>
  Array.from(sql.rows('SELECT name FROM migrations ORDER BY name'), ([name]) => String(name));
