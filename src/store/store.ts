import type { Database } from './database.ts';
import { queuesUndone } from './queue-changes.ts';
import { forgetEverything } from './remembered.ts';

export type { Database } from './database.ts';

/** One workspace's database: one writer, synchronous, on both runtimes. */
export interface Store {
  readonly db: Database;
  /**
   * All or nothing, durable when it returns. Inside another transaction it is a savepoint.
   * Nothing asynchronous may happen in `work`.
   */
  transaction<Result>(work: () => Result): Result;
  /**
   * Removes what the database still holds beside itself of words that were erased: its write-ahead log.
   * Outside transactions. False: somebody is reading, such as a backup, and it is to be tried again.
   */
  scrub(): boolean;
  close(): void;
}

/** Runs work in a transaction; a rolled-back one also takes back what is remembered of the database. */
export function forgettingWhatWasUndone(
  db: Database,
  transaction: Store['transaction'],
): Store['transaction'] {
  return (work) => {
    try {
      return transaction(work);
    } catch (error) {
      forgetEverything(db);
      queuesUndone(db);
      throw error;
    }
  };
}

/** One numbered file of migrations/. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Prepares statements once per database: building a query costs about thirty times as much as
 * running it (toolchain.md §3).
 */
export function prepareOnce<Statements>(make: (db: Database) => Statements) {
  const made = new WeakMap<Database, Statements>();
  return (db: Database): Statements => {
    const known = made.get(db);
    if (known !== undefined) return known;
    const fresh = make(db);
    made.set(db, fresh);
    return fresh;
  };
}

/** Statements that differ in which columns they set: each is prepared when it is first needed. */
export function prepareByColumns<Statement>(
  make: (db: Database, columns: readonly string[]) => Statement,
) {
  const made = prepareOnce(() => new Map<string, Statement>());
  return (db: Database, change: object): Statement => {
    const columns = Object.keys(change);
    const key = columns.join();
    const known = made(db).get(key);
    if (known !== undefined) return known;
    const fresh = make(db, columns);
    made(db).set(key, fresh);
    return fresh;
  };
}

/**
 * Whether the database itself could not go on: a full disk, a failing one, no memory. SQLite has then
 * rolled back the whole transaction, savepoints and all, and nothing that was being written is at fault.
 * A damaged page (`SQLITE_CORRUPT`) is none of these: whatever stands there must keep nothing else.
 */
export function isStoreFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    return /^SQLITE_(FULL|IOERR|NOMEM|BUSY|READONLY)/.test(error.code);
  }
  return isStoreFault(error.cause);
}
