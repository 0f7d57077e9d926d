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
   * A transaction in which those inside it are no savepoints: when one of them throws, all is undone, and
   * so this throws. A savepoint keeps a copy of each page that is written in it, which costs more than most
   * of what is written; here that is only paid, by the caller, when something did throw.
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
  close(): void;
}

/** Something inside a transaction `asOne` threw: nothing of that transaction stays. */
export class AllUndone extends Error {
  constructor(cause: unknown) {
    super('The transaction is undone as a whole.', { cause });
    this.name = 'AllUndone';
  }
}

/**
 * The transactions of a store over those of its driver. One that is rolled back also takes back what is
 * remembered of the database.
 */
export function transactionsOf(
  db: Database,
  transaction: Store['transaction'],
): Pick<Store, 'transaction' | 'asOne' | 'wouldTake'> {
  /** Of the transaction `asOne` that is under way; null while there is none. */
  let one: { undone: Error | null } | null = null;

  const remembering: Store['transaction'] = (work) => {
    try {
      return transaction(work);
    } catch (error) {
      forgetEverything(db);
      queuesUndone(db);
      throw error;
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
          // Whoever caught it could not know that nothing stays.
          if (within.undone !== null) throw within.undone;
          return result;
        });
      } finally {
        one = null;
      }
    },
    wouldTake: (work) => {
      const takenBack = new Error('Taken back.');
      try {
        return transaction(() => {
          work();
          throw takenBack;
        });
      } catch (error) {
        return error === takenBack;
      }
    },
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
 * So it is with what stands in a transaction that is undone as a whole.
 * A damaged page (`SQLITE_CORRUPT`) is none of these: whatever stands there must keep nothing else.
 */
export function isStoreFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AllUndone) return true;
  if ('code' in error && typeof error.code === 'string') {
    return /^SQLITE_(FULL|IOERR|NOMEM|BUSY|READONLY)/.test(error.code);
  }
  return isStoreFault(error.cause);
}
