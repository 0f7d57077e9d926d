import Sqlite from 'better-sqlite3';

/** What SQLite answers when it cannot write: a full disk, another's lock, a failing disk, one mounted read-only. */
export const WRITE_FAULTS = [
  'SQLITE_FULL',
  'SQLITE_BUSY',
  'SQLITE_IOERR_WRITE',
  'SQLITE_READONLY',
] as const;
export type WriteFault = (typeof WRITE_FAULTS)[number];

/** What fails: statements that write and commits, counted from now on. */
export interface Failing {
  readonly code: WriteFault;
  /** The first that fails; 1: the next. */
  readonly from: number;
  /** How many fail, one after the other; absent: all, until the end is told. */
  readonly times?: number;
  /** SQLite has undone the whole transaction by itself, as it may with these codes. */
  readonly undoes: boolean;
}

/** A fault port below drizzle and the driver's transactions, for the bridges of this process. */
export interface FailingStatements {
  /** Counts writes and commits from one, and has some of them fail. */
  begin(failing?: Failing): void;
  /** Nothing fails any more. */
  end(): { readonly seen: number; readonly failed: number };
  /** Takes the port away. */
  remove(): void;
}

type Run = (this: Sqlite.Statement, ...values: unknown[]) => unknown;
const METHODS = ['run', 'get', 'all'] as const;

/** Puts the port in: all statements of better-sqlite3 share one prototype, BEGIN and COMMIT among them. */
export function failingStatements(): FailingStatements {
  const prototype = statementPrototype();
  let failing: Failing | null = null;
  let [seen, failed] = [0, 0];

  const meet = (statement: Sqlite.Statement) => {
    // The simulated platforms keep what they know in databases of their own.
    if (!statement.database.name.endsWith('kakehashi.db')) return;
    if (statement.readonly && statement.source !== 'COMMIT') return;
    seen += 1;
    if (failing === null || seen < failing.from) return;
    if (seen >= failing.from + (failing.times ?? Number.POSITIVE_INFINITY)) return;
    failed += 1;
    const { database } = statement;
    if (failing.undoes && database.inTransaction) database.exec('ROLLBACK');
    throw new Sqlite.SqliteError('from the fault port', failing.code);
  };

  const before = METHODS.map((name) => ({ name, run: wellKnown(prototype, name) }));
  for (const { name, run } of before) {
    const guarded: Run = function guarded(...values) {
      meet(this);
      return run.apply(this, values);
    };
    Reflect.set(prototype, name, guarded);
  }
  return {
    begin: (wish) => {
      failing = wish ?? null;
      [seen, failed] = [0, 0];
    },
    end: () => {
      failing = null;
      return { seen, failed };
    },
    remove: () => {
      for (const { name, run } of before) Reflect.set(prototype, name, run);
    },
  };
}

function statementPrototype(): object {
  const sqlite = new Sqlite(':memory:');
  const prototype: unknown = Object.getPrototypeOf(sqlite.prepare('SELECT 1'));
  sqlite.close();
  if (typeof prototype !== 'object' || prototype === null) throw new Error('No prototype.');
  return prototype;
}

/** Guarantee: the methods of a statement are called on statements alone. */
function wellKnown(prototype: object, name: string): Run {
  const run: unknown = Reflect.get(prototype, name);
  if (typeof run !== 'function') throw new Error(`A statement has no ${name}.`);
  return run as Run;
}
