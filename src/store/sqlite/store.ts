import { forgetEverything } from '../memory/remembered.ts';
import { tallyOf } from '../memory/tally.ts';
import { queuesUndone } from '../queue/queue-changes.ts';
import type { Database } from './database.ts';
import type { Migrating } from './half-migrated.ts';

export type { Database } from './database.ts';

/** One workspace's database: one writer, synchronous, on both runtimes. */
export interface Store {
  readonly db: Database;
  /**
   * All or nothing, durable when it returns. Nested, it is a savepoint. `work` must stay
   * synchronous.
   */
  transaction<Result>(work: () => Result): Result;
  /**
   * A transaction whose nested ones are no savepoints: when one of them throws, all is undone, so
   * this throws. A savepoint copies each page written in it, which costs more than most of the
   * writes; here the caller pays that only after a throw.
   */
  asOne<Result>(work: () => Result): Result;
  /**
   * Whether the database would take what `work` writes. It is taken back, so it must change no row; what is
   * remembered of the database stays. Outside transactions.
   */
  wouldTake(work: () => void): boolean;
  /**
   * Removes what the database still holds beside itself of words that were erased: its write-ahead log.
   * Outside transactions. False: somebody is reading, such as a backup, and it is to be tried again.
   */
  scrub(): boolean;
  /** What it takes on the disk, its write-ahead log included. Bytes. */
  bytes(): number;
  close(): void;
}

/** A database that was opened; it may not be up to date yet, and nobody works on it until then. */
export type Opened =
  | { readonly store: Store; readonly migrating: null }
  | { readonly store: null; readonly migrating: Migrating };

/** A throw inside a transaction `asOne`: the whole transaction is undone. */
export class AllUndone extends Error {
  constructor(cause: unknown) {
    super('The transaction is undone as a whole.', { cause });
    this.name = 'AllUndone';
  }
}

/**
 * The transactions of a store over those of its driver. A rollback also drops what is remembered of
 * the database.
 */
export function transactionsOf(
  db: Database,
  transaction: Store['transaction'],
): Pick<Store, 'transaction' | 'asOne' | 'wouldTake'> {
  /** Of the transaction `asOne` that is under way; null while there is none. */
  let one: { undone: Error | null } | null = null;

  const tally = tallyOf(db);
  const remembering: Store['transaction'] = (work) => {
    let isKept = false;
    tally.begin();
    try {
      const result = transaction(work);
      isKept = true;
      return result;
    } catch (error) {
      forgetEverything(db);
      queuesUndone(db);
      throw error;
    } finally {
      tally.end(isKept);
    }
  };

  const inner = <Result>(within: { undone: Error | null }, work: () => Result): Result => {
    if (within.undone !== null) throw within.undone;
    try {
      return work();
    } catch (error) {
      within.undone ??=
        isStoreFault(error) && error instanceof Error ? error : new AllUndone(error);
      throw within.undone;
    }
  };

  return {
    transaction: (work) => (one === null ? remembering(work) : inner(one, work)),
    asOne: (work) => {
      if (one !== null) return inner(one, work);
      const within: { undone: Error | null } = { undone: null };
      one = within;
      try {
        return remembering(() => {
          const result = work();
          // A caller who caught it could not know that all is undone.
          if (within.undone !== null) throw within.undone;
          return result;
        });
      } finally {
        one = null;
      }
    },
    wouldTake: (work) => wouldTake(transaction, work),
  };
}

function wouldTake(transaction: Store['transaction'], work: () => void): boolean {
  const takenBack = new Error('Taken back.');
  try {
    return transaction(() => {
      work();
      throw takenBack;
    });
  } catch (error) {
    return error === takenBack;
  }
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

/** Statements that differ in the columns they set: each is prepared on first use. */
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
 * Whether the database itself failed: a full disk, a failing one, no memory. SQLite has then rolled
 * back the whole transaction, savepoints and all, and the row being written is not at fault. The
 * same holds in a transaction that is undone as a whole. A damaged page (`SQLITE_CORRUPT`) does not
 * count: its row must not block others.
 */
export function isStoreFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AllUndone) return true;
  if ('code' in error && typeof error.code === 'string') {
    return /^SQLITE_(FULL|IOERR|NOMEM|BUSY|READONLY)/.test(error.code);
  }
  return isStoreFault(error.cause);
}
