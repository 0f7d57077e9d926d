import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseInUse, lockFolder } from '../../../store/sqlite/node.ts';
import { privateFolder } from '../../../store/sqlite/private-files.ts';
import { copyBlobs } from '../backup/blob-files.ts';
import { CopyFault } from '../backup/copy-fault.ts';
import { copyNew } from '../backup/durable-files.ts';
import { wholeBackups } from '../backup/folder.ts';
import { findManifest } from '../backup/manifest.ts';
import { type Verified, verifyBackup } from '../backup/verify-backup.ts';
import { abandonPlacing, beginPlacing, finishPlacing, isEmptyFolder, place } from './place.ts';

export interface RestoreWish {
  /** A backup, or the folder of backups: then its newest. */
  readonly from: string;
  readonly dataDir: string;
  /** What stands in `dataDir` is put aside. */
  readonly replaces: boolean;
  readonly now: number;
}

export interface Restored {
  readonly from: string;
  readonly at: string;
  readonly entries: number;
  readonly blobs: number;
  /** Where what stood there is now; null: nothing stood there. */
  readonly aside: string | null;
}

/**
 * Puts a backup in place of a bridge that does not run. Everything is verified before, and again as it is copied.
 *
 * @throws CopyFault, and what the machine throws
 */
export async function restoreBackup(wish: RestoreWish): Promise<Restored> {
  const from = backupAt(wish.from);
  const backup = verifyBackup(from, () => true);
  const { aside } = await intoFolder(wish, async (staged) => copyInto(from, staged, backup));
  const { at, entries } = backup.manifest;
  return { from, at, entries, blobs: backup.blobs.length, aside };
}

/** Fills a bridge's folder, all or nothing, while nobody else can use it. `aside`: where what stood there is now. */
export async function intoFolder<Filled>(
  { dataDir, replaces, now }: Omit<RestoreWish, 'from'>,
  fill: (staged: string) => Promise<Filled>,
): Promise<{ readonly filled: Filled; readonly aside: string | null }> {
  privateFolder(dataDir);
  const lock = lockData(dataDir);
  try {
    if (finishPlacing(dataDir)) throw new CopyFault('finished', dataDir);
    if (!replaces && !isEmptyFolder(dataDir)) throw new CopyFault('not-empty', dataDir);
    const staged = beginPlacing(dataDir);
    let filled: Filled;
    try {
      filled = await fill(staged);
    } catch (error) {
      abandonPlacing(dataDir);
      throw error;
    }
    return { filled, aside: place(dataDir, now) };
  } finally {
    lock.close();
  }
}

function lockData(dataDir: string): { close(): void } {
  try {
    return lockFolder(dataDir);
  } catch (error) {
    throw error instanceof DatabaseInUse ? new CopyFault('in-use', dataDir) : error;
  }
}

function backupAt(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) throw new CopyFault('no-backup', path);
  if (findManifest(path) !== null) return path;
  const [newest] = wholeBackups(path);
  if (newest === undefined) throw new CopyFault('no-backup', path);
  return newest;
}

function copyInto(from: string, staged: string, { manifest, blobs }: Verified): void {
  const roomFor = (bytes: number) => {
    const { bavail, bsize } = statfsSync(staged);
    if (bavail * bsize < bytes) throw new CopyFault('disk-full', staged);
  };
  for (const [name, digest] of Object.entries(manifest.files)) {
    if (copyNew(join(from, name), join(staged, name)) !== digest) {
      throw new CopyFault('not-whole', join(from, name));
    }
  }
  const known = new Set(manifest.missing);
  const wanted = blobs.filter(({ sha256 }) => !known.has(sha256));
  const [bad] = copyBlobs(wanted, {
    from: join(from, 'blobs'),
    earlier: null,
    into: join(staged, 'blobs'),
    roomFor,
  });
  if (bad !== undefined) throw new CopyFault('not-whole', join(from, 'blobs', bad));
}
