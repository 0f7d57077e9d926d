import Sqlite from 'better-sqlite3';
import type { Store } from '../../../src/store/sqlite/store.ts';

/** A statement as it was run. */
export interface Seen {
  readonly sql: string;
  readonly values: readonly unknown[];
}

type Run = (...values: unknown[]) => unknown;

/** The driver below drizzle. */
export function clientOf(store: Store): Sqlite.Database {
  const client: unknown = '$client' in store.db ? store.db.$client : null;
  if (!(client instanceof Sqlite)) throw new Error('no better-sqlite3 below the store');
  return client;
}

/** Reports every run of a statement prepared from now on; `isNew`: the first one. */
export function watchStatements(store: Store, see: (seen: Seen, isNew: boolean) => void): void {
  const client = clientOf(store);
  const prepare = client.prepare.bind(client);
  const watched = (sql: string) => {
    const statement = prepare(sql);
    let isKnown = false;
    const once =
      (run: Run): Run =>
      (...values) => {
        see({ sql, values: values.map(bindable) }, !isKnown);
        isKnown = true;
        return run(...values);
      };
    return Object.assign(Object.create(statement), {
      run: once(statement.run.bind(statement)),
      get: once(statement.get.bind(statement)),
      all: once(statement.all.bind(statement)),
      raw: () => {
        const rows = statement.raw();
        return { get: once(rows.get.bind(rows)), all: once(rows.all.bind(rows)) };
      },
    });
  };
  Object.defineProperty(client, 'prepare', { value: watched });
}

/** A value that SQLite takes: any will do, except where a partial index names one. */
const bindable = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || value === null ? value : 1;

/** SQLite's plan for a statement: a line for each table it touches. */
export function planOf(store: Store, { sql, values }: Seen): string[] {
  return clientOf(store)
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => detail);
}
