import { closeSync, existsSync, fdatasyncSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { refuseHalfMigrated } from '../../../store/sqlite/half-migrated.ts';
import { privateFile } from '../../../store/sqlite/private-files.ts';
import { CopyFault } from './copy-fault.ts';
import { sync } from './durable-files.ts';

/** Pages of one step, 1 MB, and the pause behind it, ms: about 150 MB a second at most. */
const PAGES = 256;
const PAUSE_MS = 4;

/**
 * Copies the database at `source` as it is at one instant to a new file, beside a bridge that writes.
 *
 * All steps are within one reading transaction: otherwise each write of the bridge would begin the copy again. The
 * bridge's log grows meanwhile, and is written back afterwards. A reader holds no writer up, but the disk may: each
 * step is written through before the next, since 300 MB at the end make a commit wait for 200 ms, and 1 MB for 7.
 */
export async function copyDatabase(source: string, target: string): Promise<void> {
  if (!existsSync(source)) throw new CopyFault('no-database', source);
  const sqlite = new Sqlite(source, { readonly: true, fileMustExist: true, timeout: 5000 });
  privateFile(target);
  const written = openSync(target, 'r+');
  try {
    sqlite.exec('BEGIN');
    refuseOthers(sqlite, source);
    await sqlite.backup(target, {
      progress: () => {
        fdatasyncSync(written);
        pause();
        return PAGES;
      },
    });
    sqlite.exec('COMMIT');
  } finally {
    closeSync(written);
    sqlite.close();
  }
}

/** Nothing else happens in this process meanwhile. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

/**
 * Takes a database of this version or of one near it, and nothing between two.
 *
 * @throws CopyFault, HalfMigrated
 */
export function refuseOthers(sqlite: Sqlite.Database, path: string): void {
  const column = (sql: string) => sqlite.prepare(sql).pluck().all();
  refuseHalfMigrated(column);
  const known = column(`SELECT 1 FROM sqlite_schema WHERE name = 'restorations'`);
  if (known.length === 0) throw new CopyFault('older-database', path);
}

/**
 * Notes in a copy that it is one, so that whatever waited in it is not sent by whoever starts from it, also where the
 * files were put in place by hand. It is one file afterwards, without a log beside it.
 */
export function markAsCopy(path: string, source: 'backup' | 'export', madeAt: number): void {
  const sqlite = new Sqlite(path);
  try {
    sqlite.pragma('journal_mode = DELETE');
    sqlite.pragma('secure_delete = ON');
    sqlite.prepare('INSERT INTO restorations (source, made_at) VALUES (?, ?)').run(source, madeAt);
  } finally {
    sqlite.close();
  }
  sync(path);
}
