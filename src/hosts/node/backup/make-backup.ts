import { existsSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isoInstant } from '../../../domain/jst.ts';
import { FREE_FLOOR_BYTES } from '../../../media/blob-store.ts';
import { DATABASE_FILE, DatabaseInUse, lockFolder } from '../../../store/sqlite/node.ts';
import { privateFolder } from '../../../store/sqlite/private-files.ts';
import { AUDIT_KEY_FILE } from '../audit-key.ts';
import { CHECKPOINT_FILE } from '../checkpoint-file.ts';
import { SECRET_KEY_FILE } from '../secret-key.ts';
import { blobPath, copyBlobs, type NamedBlob, namedBlobsAt, sizeOf } from './blob-files.ts';
import { CopyFault } from './copy-fault.ts';
import { copyNew, digestOf } from './durable-files.ts';
import { beginPart, prune, wholeBackups } from './folder.ts';
import { writeManifest } from './manifest.ts';
import { copyDatabase, markAsCopy } from './snapshot.ts';
import { verifyBackup, verifyLog } from './verify-backup.ts';

export interface BackupWish {
  /** The bridge's folder. */
  readonly dataDir: string;
  /** Where backups are; made when it is missing. */
  readonly folder: string;
  /** How many stay; null: all. */
  readonly keep: number | null;
  /** The key that signs the audit log goes in, too. */
  readonly withAuditKey: boolean;
  /** Files that an earlier backup has are read again. */
  readonly readAll: boolean;
  readonly now: number;
}

export interface Backup {
  readonly path: string;
  readonly entries: number;
  readonly blobs: number;
  readonly bytes: number;
  /** Files that the database names and that the bridge's folder lacks, or has otherwise. */
  readonly missing: readonly string[];
  readonly pruned: number;
}

/**
 * Makes a backup beside a running bridge: written under a temporary name, verified, and only then named. Whatever
 * fails leaves the earlier ones as they were.
 *
 * @throws CopyFault, and what the machine throws
 */
export async function makeBackup(wish: BackupWish): Promise<Backup> {
  const { dataDir, folder, keep } = wish;
  if (!existsSync(join(dataDir, DATABASE_FILE))) throw new CopyFault('no-database', dataDir);
  refuseInside(folder, dataDir);
  privateFolder(folder);
  // Again with links followed.
  refuseInside(realpathSync(folder), realpathSync(dataDir));
  const lock = lockBackups(folder);
  try {
    const part = beginPart(folder, wish.now);
    try {
      const made = await fill(part.path, wish);
      const path = part.keep();
      // A backup with gaps is no reason to let one without go.
      const pruned = keep === null || made.missing.length > 0 ? 0 : prune(folder, path, keep);
      return { ...made, path, pruned };
    } catch (error) {
      part.discard();
      throw error;
    }
  } finally {
    lock.close();
  }
}

function lockBackups(folder: string): { close(): void } {
  try {
    return lockFolder(folder);
  } catch (error) {
    throw error instanceof DatabaseInUse ? new CopyFault('under-way', folder) : error;
  }
}

/** A backup within what it is a backup of is lost with it, and would be read as the bridge's own. */
function refuseInside(folder: string, dataDir: string): void {
  const way = relative(resolve(dataDir), resolve(folder));
  if (way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))) {
    throw new CopyFault('inside', folder);
  }
}

async function fill(path: string, wish: BackupWish): Promise<Omit<Backup, 'path' | 'pruned'>> {
  const { dataDir, folder } = wish;
  const roomFor = roomOn(folder, dataDir);
  const [earlier] = wholeBackups(folder);
  const files: Record<string, string> = {};
  // Before the database: a checkpoint of entries that the copy lacks would show it as cut short.
  const small = [CHECKPOINT_FILE, SECRET_KEY_FILE, ...(wish.withAuditKey ? [AUDIT_KEY_FILE] : [])];
  for (const name of small.filter((each) => existsSync(join(dataDir, each)))) {
    files[name] = copyNew(join(dataDir, name), join(path, name));
  }
  const database = join(path, DATABASE_FILE);
  roomFor(sizeOf(join(dataDir, DATABASE_FILE)) ?? 0);
  await copyDatabase(join(dataDir, DATABASE_FILE), database);
  markAsCopy(database, 'backup', wish.now);
  files[DATABASE_FILE] = digestOf(database);

  const blobs = namedBlobsAt(database);
  const earlierBlobs = earlier === undefined ? null : join(earlier, 'blobs');
  const gaps = copyBlobs(blobs, {
    from: join(dataDir, 'blobs'),
    earlier: earlierBlobs,
    into: join(path, 'blobs'),
    roomFor,
  });
  // What has been erased since the copy of the database was made is no gap.
  const still = gaps.length === 0 ? [] : namedBlobsAt(join(dataDir, DATABASE_FILE));
  const missing = gaps.filter((gap) => still.some(({ sha256 }) => sha256 === gap));
  const bytes = blobs.reduce((sum, { size }) => sum + size, 0);
  const { entries } = verifyLog(path);
  writeManifest(path, {
    at: isoInstant(wish.now),
    madeAt: wish.now,
    entries,
    blobs: { count: blobs.length, bytes },
    missing: gaps,
    files,
  });
  verifyBackup(path, (blob) => wish.readAll || isNew(blob, earlierBlobs));
  return { entries, blobs: blobs.length - gaps.length, bytes, missing };
}

const isNew = ({ sha256, size }: NamedBlob, earlier: string | null): boolean =>
  earlier === null || sizeOf(blobPath(earlier, sha256)) !== size;

/** Beside the bridge on the same disk, a backup leaves it the room that files leave it. */
function roomOn(folder: string, dataDir: string): (bytes: number) => void {
  const floor = statSync(folder).dev === statSync(dataDir).dev ? FREE_FLOOR_BYTES : 0;
  return (bytes) => {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < bytes + floor) throw new CopyFault('disk-full', folder);
  };
}
