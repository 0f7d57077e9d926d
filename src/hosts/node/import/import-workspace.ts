import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createImporter, NotWhole, OtherVersion } from '../../../store/copy/import-lines.ts';
import { DATABASE_FILE, LOCK_FILE, openNodeStore } from '../../../store/sqlite/node.ts';
import { CopyFault } from '../backup/copy-fault.ts';
import { markAsCopy } from '../backup/snapshot.ts';
import { checkDatabase, verifyLog } from '../backup/verify-backup.ts';
import { nodeSql } from '../export/node-sql.ts';
import { intoFolder } from '../restore/restore-backup.ts';
import { blobFilesSink } from './blob-sink.ts';
import { readLines } from './read-lines.ts';

export interface ImportWish {
  readonly file: string;
  readonly dataDir: string;
  /** What stands in `dataDir` is put aside. */
  readonly replaces: boolean;
  readonly now: number;
}

export interface Imported {
  readonly rows: number;
  readonly entries: number;
  readonly blobs: number;
  /** Where what stood there is now; null: nothing stood there. */
  readonly aside: string | null;
}

/**
 * Reads an exported workspace into a bridge's folder, all or nothing: its lines by their digest and counts, the
 * database by itself, the audit log by its chain and checkpoints, files by their digests.
 *
 * @throws CopyFault, and what the machine throws
 */
export async function importWorkspace(wish: ImportWish): Promise<Imported> {
  const found = statSync(wish.file, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new CopyFault('no-file', wish.file);
  const { filled, aside } = await intoFolder(wish, (staged) => fill(staged, wish.file));
  return { ...filled, aside };
}

async function fill(staged: string, file: string): Promise<Omit<Imported, 'aside'>> {
  // A new database of this version, which the export fills.
  openNodeStore(staged).close();
  const path = join(staged, DATABASE_FILE);
  const sqlite = new Sqlite(path);
  const sink = blobFilesSink(join(staged, 'blobs'));
  let read: { readonly rows: readonly number[]; readonly blobs: number; readonly madeAt: number };
  try {
    sqlite.pragma('journal_mode = DELETE');
    // Written through at the end: until then it is thrown away with everything else.
    sqlite.pragma('synchronous = OFF');
    sqlite.pragma('foreign_keys = OFF');
    sqlite.exec('BEGIN');
    const importer = createImporter(nodeSql(sqlite), sink);
    await readLines(file, importer.take);
    read = importer.finish();
    // Another store's names for its files.
    sqlite.exec('UPDATE blobs SET place = NULL WHERE place IS NOT NULL');
    sqlite.exec('COMMIT');
    sink.sync();
  } catch (error) {
    throw faultOf(error, file);
  } finally {
    sink.close();
    sqlite.close();
  }
  markAsCopy(path, 'export', read.madeAt);
  for (const beside of [LOCK_FILE, `${LOCK_FILE}-journal`])
    rmSync(join(staged, beside), { force: true });
  checkDatabase(path);
  const { breach, entries } = verifyLog(staged);
  if (breach !== null) throw new CopyFault('breach', file);
  const rows = read.rows.reduce((sum, count) => sum + count, 0);
  return { rows, entries, blobs: read.blobs };
}

function faultOf(error: unknown, file: string): unknown {
  if (error instanceof OtherVersion) return new CopyFault('newer-database', error.message);
  if (error instanceof NotWhole) return new CopyFault('not-whole', `${file}: ${error.message}`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // A row that its table does not take.
  if (/^SQLITE_(CONSTRAINT|MISMATCH)/.test(code))
    return new CopyFault('not-whole', `${file}: ${code}`);
  return error;
}
