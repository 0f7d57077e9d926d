import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Database } from './database.ts';
import { refuseHalfMigrated } from './half-migrated.ts';

/** A database that is only read, while a bridge may be writing it. */
export interface ReadOnlyDatabase {
  readonly db: Database;
  /** All that `work` reads is of one instant. Keep it short: the bridge's write-ahead log grows meanwhile. */
  atOnce<Result>(work: () => Result): Result;
  close(): void;
}

/**
 * Opens the database at `path` without writing to it. Throws where there is none.
 *
 * @throws HalfMigrated
 */
export function openReadOnly(path: string): ReadOnlyDatabase {
  const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    refuseHalfMigrated((text) => sqlite.prepare(text).pluck().all());
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const db = drizzle(sqlite);
  const run = sqlite.transaction((work: () => unknown) => work());
  return {
    db,
    // Guarantee: it returns what the work returns.
    atOnce: <Result>(work: () => Result) => run(work) as Result,
    close: () => sqlite.close(),
  };
}
