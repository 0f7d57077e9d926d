import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Reached } from '../../domain/fault-points.ts';
import { refuseDamaged } from './damage.ts';
import { migrate, type OnTurn } from './migrate.ts';
import { closeToOthers, privateFile, privateFolder } from './private-files.ts';
import { quickenPrepared } from './quick-queries.ts';
import { prepareEachTextOnce } from './statement-cache.ts';
import { type Migration, type Store, transactionsOf } from './store.ts';

/** Another process holds this database. */
export class DatabaseInUse extends Error {
  constructor(folder: string) {
    super(`Another Kakehashi process is using ${folder}.`);
    this.name = 'DatabaseInUse';
  }
}

/** Reads migrations/*.sql in the order of their numbers. */
export function readMigrations(folder: URL): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }));
}

export interface OpenOptions {
  /** Is told of each transaction of an upgrade but the last. */
  readonly onTurn?: OnTurn | undefined;
  /** Of crash tests alone. */
  readonly reached?: Reached | undefined;
  /** Of tests alone: others than those of the folder. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens `kakehashi.db` in `folder` for this process alone and brings it up to date.
 *
 * @throws DatabaseInUse, RestoreUnfinished, DamagedDatabase, NewerDatabase, OldAuditLog
 */
export function openNodeStore(folder: string, options: OpenOptions = {}): Store {
  const { reached } = options;
  privateFolder(folder);
  const lock = lockFolder(folder);
  const { path, sqlite: first } = orGiveBack(lock, () => connectWhole(folder));
  let sqlite = first;
  const giveBack = () => {
    sqlite.close();
    lock.close();
  };
  bringUpToDate(sqlite, folder, giveBack, options);
  if (isToBeWrittenAnew(sqlite)) {
    reached?.('migrate.anew');
    writeAnew(sqlite);
    reached?.('migrate.rewritten');
    sqlite = connect(path);
    cutLogOff(sqlite);
  }
  const transaction = transactionOf(sqlite);
  prepareEachTextOnce(sqlite);
  const db = drizzle(sqlite);
  quickenPrepared(db, sqlite);
  return {
    db,
    ...transactionsOf(db, transaction),
    scrub: () => cutLogOff(sqlite),
    bytes: () => sizeOf(path) + sizeOf(`${path}-wal`),
    close: () => {
      sqlite.close();
      lock.close();
    },
  };
}

function connectWhole(folder: string): { readonly path: string; readonly sqlite: Sqlite.Database } {
  if (existsSync(join(folder, READY_FOLDER))) throw new RestoreUnfinished(folder);
  const path = join(folder, DATABASE_FILE);
  refuseDamaged(path);
  return { path, sqlite: connect(privateDatabase(path)) };
}

/** Whoever cannot open the database holds its folder no longer. */
function orGiveBack<Opened>(lock: { close(): void }, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** The database in a folder, and what keeps a second process out. */
export const DATABASE_FILE = 'kakehashi.db';
export const LOCK_FILE = 'kakehashi.lock';
/** A restore that is putting its files in place (src/hosts/node/restore/place.ts). */
export const READY_FOLDER = '.restored';

/** A restore was interrupted: part of the folder is new, and part is what stood there before. */
export class RestoreUnfinished extends Error {
  constructor(folder: string) {
    super(
      `A restore into ${folder} was interrupted before all was in place. Run the same \`npm run restore\` again, ` +
        'with --replace: it finishes what was begun.',
    );
    this.name = 'RestoreUnfinished';
  }
}

const BUSY_TIMEOUT_MS = 5000;

function connect(path: string): Sqlite.Database {
  const sqlite = new Sqlite(path);
  return orGiveBack(sqlite, () => settingUp(sqlite));
}

function settingUp(sqlite: Sqlite.Database): Sqlite.Database {
  // A commit writes pages of twenty-odd tables and indexes, a few rows of each: small pages mean
  // fewer bytes. 4096 is also the size in a Durable Object.
  sqlite.pragma('page_size = 4096');
  // better-sqlite3 is built with synchronous=NORMAL in WAL mode: a 200 must mean "on disk".
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // Otherwise savepoints keep their undo data in a file, opened and removed for each message.
  sqlite.pragma('temp_store = MEMORY');
  // Erased words must not linger in the file (line.md §1.9); FAST would leave them in freed pages.
  sqlite.pragma('secure_delete = ON');
  sqlite.pragma('wal_autocheckpoint = 2000');
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return sqlite;
}

/**
 * One function for all transactions: the driver takes some effort to make it. Nested, it is a
 * savepoint.
 * Guarantee: it returns what the work returns.
 */
function transactionOf(sqlite: Sqlite.Database): Store['transaction'] {
  const run = sqlite.transaction((work: () => unknown) => work());
  return <Result>(work: () => Result) => run(work) as Result;
}

function bringUpToDate(
  sqlite: Sqlite.Database,
  folder: string,
  giveBack: () => void,
  { migrations = readMigrations(FOLDER), ...told }: OpenOptions,
): void {
  try {
    const isOwed = lacksRewriting(sqlite, migrations);
    const transaction = transactionOf(sqlite);
    migrate(
      {
        run: (sql) => sqlite.exec(sql),
        column: (sql) => sqlite.prepare(sql).pluck().all(),
        transaction: (work) =>
          transaction(() => {
            if (isOwed) sqlite.pragma(`user_version = ${TO_BE_WRITTEN_ANEW}`);
            work();
          }),
      },
      migrations,
      { name: folder, instead: INSTEAD },
      told,
    );
  } catch (error) {
    giveBack();
    throw error;
  }
}

const FOLDER = new URL('../../../migrations/', import.meta.url);

const INSTEAD =
  'Start with another DATA_DIR, and keep this folder together with the version that wrote it. ' +
  'A folder of the sandbox may also be removed.';

const WRITES_ANEW: readonly string[] = [
  // Versions before this left erased words in freed pages.
  '0025_erasable_words.sql',
  // This halves the size of what is kept.
  '0033_line_message_chats.sql',
];

/**
 * In the header of the file: it comes with the first transaction of such an upgrade, and goes when the file has been
 * written again. So a start that is cut off anywhere in between leaves that to the next one.
 */
const TO_BE_WRITTEN_ANEW = 1;

const isToBeWrittenAnew = (sqlite: Sqlite.Database): boolean =>
  sqlite.pragma('user_version', { simple: true }) === TO_BE_WRITTEN_ANEW;

/** Whether it is an older database that one of these migrations comes to. */
function lacksRewriting(sqlite: Sqlite.Database, migrations: readonly Migration[]): boolean {
  const known = sqlite.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'migrations'`).get();
  if (known === undefined) return false;
  const done = new Set(sqlite.prepare('SELECT name FROM migrations').pluck().all());
  const isNew = ({ name }: Migration) => WRITES_ANEW.includes(name) && !done.has(name);
  return done.size > 0 && migrations.some(isNew);
}

/** Rewrites the whole file, once: only live data is in it then. The connection ends with it. */
function writeAnew(sqlite: Sqlite.Database): void {
  try {
    // The page size changes only without a log beside the file. With another reader the log stays.
    sqlite.pragma('busy_timeout = 0');
    sqlite.pragma('journal_mode = DELETE');
  } catch {
    // The pages keep their size.
  }
  try {
    sqlite.exec('VACUUM');
    sqlite.pragma('user_version = 0');
  } catch {
    // A full disk does not prevent the start: what is erased from now on is gone all the same, and the next start tries again.
  }
  sqlite.close();
}

/** Writes the log into the database and empties it, without waiting for readers. */
function cutLogOff(sqlite: Sqlite.Database): boolean {
  sqlite.pragma('busy_timeout = 0');
  try {
    return sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
  } finally {
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

/** 0: there is no such file. */
const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Makes the database private to us: SQLite gives its log and index the file's mode. */
function privateDatabase(path: string): string {
  privateFile(path);
  for (const beside of ['-wal', '-shm', '-journal']) closeToOthers(`${path}${beside}`);
  return path;
}

/**
 * Holds an exclusive transaction on a file of its own: the lock ends with the process, also by
 * SIGKILL, and backups can still read the database.
 *
 * @throws DatabaseInUse
 */
export function lockFolder(folder: string): { close(): void } {
  const lock = new Sqlite(privateDatabase(join(folder, LOCK_FILE)), { timeout: 500 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseInUse(folder);
    }
    throw error;
  }
  return lock;
}
