import Sqlite from 'better-sqlite3';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';

/** The counts of one SQL text. */
export interface StatementCount {
  readonly sql: string;
  /** Built by drizzle. */
  built: number;
  /** Compiled by SQLite. */
  prepared: number;
  executed: number;
}

const EXECUTING = ['run', 'get', 'all', 'iterate'];

/**
 * Counts from now on what drizzle builds and what SQLite prepares and executes in this process, for
 * all callers.
 *
 * @returns a function that returns the counts since its last call
 */
export function countStatements(): () => readonly StatementCount[] {
  let counts = new Map<string, StatementCount>();
  const of = (sql: string): StatementCount => {
    const known = counts.get(sql);
    if (known !== undefined) return known;
    const fresh = { sql, built: 0, prepared: 0, executed: 0 };
    counts.set(sql, fresh);
    return fresh;
  };
  const statement = Object.getPrototypeOf(new Sqlite(':memory:').prepare('SELECT 1'));

  after(Sqlite.prototype, 'prepare', (_self, [sql]) => {
    of(String(sql)).prepared += 1;
  });
  after(Sqlite.prototype, 'exec', (_self, [sql]) => {
    const count = of(String(sql));
    count.prepared += 1;
    count.executed += 1;
  });
  for (const name of EXECUTING) {
    after(statement, name, (self) => {
      of(sourceOf(self)).executed += 1;
    });
  }
  after(SQLiteSyncDialect.prototype, 'sqlToQuery', (_self, _given, query) => {
    of(sqlOf(query)).built += 1;
  });
  return () => {
    const told = [...counts.values()];
    counts = new Map();
    return told;
  };
}

const sourceOf = (statement: object) =>
  'source' in statement ? String(statement.source) : 'unknown';

const sqlOf = (query: unknown) =>
  typeof query === 'object' && query !== null && 'sql' in query ? String(query.sql) : 'unknown';

type Heard = (self: object, given: readonly unknown[], returned: unknown) => void;

/** Calls `heard` after every call of a method. */
function after(prototype: object, name: string, heard: Heard): void {
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original !== 'function') throw new Error(`There is no method ${name} to count.`);
  Reflect.set(prototype, name, function counted(this: object, ...given: unknown[]): unknown {
    const returned: unknown = Reflect.apply(original, this, given);
    heard(this, given, returned);
    return returned;
  });
}
