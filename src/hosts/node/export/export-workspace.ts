import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { exportLines } from '../../../store/copy/export-lines.ts';
import { DATABASE_FILE } from '../../../store/sqlite/node.ts';
import { blobPath, type NamedBlob, namedBlobs, sizeOf } from '../backup/blob-files.ts';
import { CopyFault } from '../backup/copy-fault.ts';
import { digestOf, piecesOf, sync } from '../backup/durable-files.ts';
import { refuseOthers } from '../backup/snapshot.ts';
import { nodeSql } from './node-sql.ts';

export interface ExportWish {
  readonly dataDir: string;
  readonly file: string;
  readonly withFiles: boolean;
  readonly now: number;
}

export interface Exported {
  readonly lines: number;
  readonly blobs: number;
  /** Files that the database names and that are missing or damaged. */
  readonly missing: readonly string[];
}

/** Lines that are written at once: a write of each would cost more than the line. Characters. */
const AT_ONCE = 256 * 1024;

/**
 * Writes a workspace to one file, as it is at one instant. Under a temporary name until it is whole.
 *
 * @throws CopyFault, and what the machine throws
 */
export async function exportWorkspace(wish: ExportWish): Promise<Exported> {
  const { dataDir, file, now } = wish;
  const path = join(dataDir, DATABASE_FILE);
  if (!existsSync(path)) throw new CopyFault('no-database', dataDir);
  if (!existsSync(dirname(file))) throw new CopyFault('no-file', dirname(file));
  if (existsSync(file)) throw new CopyFault('exists', file);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    sqlite.exec('BEGIN');
    refuseOthers(sqlite, path);
    const { found, missing } = filesOf(wish, namedBlobs(sqlite));
    const blobs = found.map(({ sha256, size }) => ({
      sha256,
      size,
      pieces: piecesOf(blobPath(join(dataDir, 'blobs'), sha256)),
    }));
    const counted = { lines: 0 };
    const text = Readable.from(inChunks(exportLines(nodeSql(sqlite), now, blobs), counted));
    const target = createWriteStream(part, { mode: 0o600, flags: 'wx' });
    await (file.endsWith('.gz') ? pipeline(text, createGzip(), target) : pipeline(text, target));
    sync(part);
    renameSync(part, file);
    sync(dirname(file));
    return { lines: counted.lines, blobs: blobs.length, missing };
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    sqlite.close();
  }
}

/** Each file is read once beforehand: one that is damaged would make the whole import fail. */
function filesOf({ dataDir, withFiles }: ExportWish, named: readonly NamedBlob[]) {
  const isWhole = ({ sha256, size }: NamedBlob) => {
    const path = blobPath(join(dataDir, 'blobs'), sha256);
    return sizeOf(path) === size && digestOf(path) === sha256;
  };
  if (!withFiles) return { found: [], missing: [] };
  const found = named.filter(isWhole);
  const whole = new Set(found.map(({ sha256 }) => sha256));
  const missing = named.flatMap(({ sha256 }) => (whole.has(sha256) ? [] : [sha256]));
  return { found, missing };
}

async function* inChunks(
  lines: AsyncIterable<string>,
  counted: { lines: number },
): AsyncGenerator<Buffer> {
  let chunk = '';
  for await (const line of lines) {
    chunk += `${line}\n`;
    counted.lines += 1;
    if (chunk.length < AT_ONCE) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk);
}
