import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { privateFile } from './private-files.ts';

/** What is wrong with a database file. */
export type Damage =
  | 'no-database'
  | 'cut-off'
  | 'empty'
  | 'log-without-database'
  | 'log-of-another'
  | 'inconsistent';

const IN_WORDS: Readonly<Record<Damage, string>> = {
  'no-database': 'The file is no SQLite database',
  'cut-off': 'The file is shorter than it says itself: its end is missing',
  empty: 'The file is missing or empty, but the checkpoints of its audit log are there',
  'log-without-database':
    'The file is missing or empty, but its write-ahead log (kakehashi.db-wal) is there',
  'log-of-another': 'The write-ahead log beside it (kakehashi.db-wal) belongs to another database',
  inconsistent: 'Pages of the file do not fit together',
};

/** The database can't be continued. It is left exactly as it is: what can be saved must not be written over. */
export class DamagedDatabase extends Error {
  readonly damage: Damage;

  constructor(path: string, damage: Damage) {
    super(
      `The database ${path} is damaged. ${IN_WORDS[damage]}. Nothing was changed. Copy the whole folder ` +
        'elsewhere first, then put the latest backup in its place (docs/operations.md, "A damaged database").',
    );
    this.name = 'DamagedDatabase';
    this.damage = damage;
  }
}

/** Whether SQLite says that the database is damaged, and not only that it could not write. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    return /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
  }
  return isDamage(error.cause);
}

/** Beside the database while damage was met in it and it has not been found whole since. */
const MARK = 'kakehashi.damaged';

/** Has the next start look through the whole database. */
export function markDamaged(folder: string): void {
  privateFile(join(folder, MARK));
}

/** Larger files are looked through only when damage was met in them: that takes about a second a gigabyte. */
const QUICKLY_CHECKED_BYTES = 64 * 1024 ** 2;

/**
 * Looks at the file before SQLite opens it for writing: SQLite removes a log that has no database, and puts one
 * that belongs to another file into this. A clean file costs the reading of its first page; after a crash the
 * pages of a small one are looked through.
 *
 * @throws DamagedDatabase
 */
export function refuseDamaged(path: string): void {
  const mark = join(dirname(path), MARK);
  const isMarked = existsSync(mark);
  const damage = damageIn(path, isMarked);
  if (damage !== null) throw new DamagedDatabase(path, damage);
  if (isMarked) rmSync(mark, { force: true });
}

function damageIn(path: string, isMarked: boolean): Damage | null {
  const size = sizeOf(path);
  const log = readLogHead(`${path}-wal`);
  if (size === 0) {
    if (log !== null) return 'log-without-database';
    return sizeOf(join(dirname(path), 'checkpoints')) > 0 ? 'empty' : null;
  }
  const head = readHead(path);
  if (head === null) return 'no-database';
  if (log === null && head.bytes !== null && size < head.bytes) return 'cut-off';
  if (log !== null && log.pageSize !== head.pageSize) return 'log-of-another';
  if (log === null && !isMarked) return null;
  const check = isMarked ? 'integrity' : size <= QUICKLY_CHECKED_BYTES ? 'quick' : null;
  // Our first transaction makes more than one page, and brings the table that the log must leave there.
  return damageSeen(path, check, (head.bytes ?? 0) > head.pageSize);
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const MAGIC = 'SQLite format 3\0';
/** https://sqlite.org/fileformat2.html §1.3 */
const AT = { pageSize: 16, changes: 24, pages: 28, countedAt: 92 };

/** What the file says of itself; null: it is no database. */
function readHead(
  path: string,
): { readonly pageSize: number; readonly bytes: number | null } | null {
  const head = firstBytes(path, 100);
  if (head.length < 100 || head.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const told = head.readUInt16BE(AT.pageSize);
  const pageSize = told === 1 ? 65_536 : told;
  // The count of pages is true only if it was written with the last change.
  const isCounted = head.readUInt32BE(AT.changes) === head.readUInt32BE(AT.countedAt);
  return { pageSize, bytes: isCounted ? head.readUInt32BE(AT.pages) * pageSize : null };
}

/** https://sqlite.org/fileformat2.html §4.1 */
const LOG_HEAD = 32;
const LOG_MAGICS: readonly number[] = [0x377f0682, 0x377f0683];

/** Null: there is no log, or nothing in it that SQLite would read. */
function readLogHead(path: string): { readonly pageSize: number } | null {
  if (sizeOf(path) <= LOG_HEAD) return null;
  const head = firstBytes(path, LOG_HEAD);
  return LOG_MAGICS.includes(head.readUInt32BE(0)) ? { pageSize: head.readUInt32BE(8) } : null;
}

function firstBytes(path: string, count: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(file, bytes, 0, count, 0));
  } finally {
    closeSync(file);
  }
}

/** Read-only: such a connection writes no log into the database when it closes. */
function damageSeen(
  path: string,
  check: 'integrity' | 'quick' | null,
  isOurs: boolean,
): Damage | null {
  let sqlite: Sqlite.Database | null = null;
  try {
    sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
    if (isOurs && !hasMigrations(sqlite)) return 'log-of-another';
    if (check === null) return null;
    return sqlite.pragma(`${check}_check(1)`, { simple: true }) === 'ok' ? null : 'inconsistent';
  } catch (error) {
    // What else keeps it from being read is told when it is opened.
    return isDamage(error) ? 'inconsistent' : null;
  } finally {
    sqlite?.close();
  }
}

const hasMigrations = (sqlite: Sqlite.Database): boolean =>
  sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").get() !== undefined;
