import { linkSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { copyNew, digestOf, newFolder, sync } from './durable-files.ts';

/** A file that people sent, as the database names it. */
export interface NamedBlob {
  readonly sha256: string;
  readonly size: number;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** The files that a database names and that are not about to be removed. */
export const namedBlobs = (sqlite: Sqlite.Database): NamedBlob[] =>
  sqlite
    .prepare<[], NamedBlob>(
      'SELECT sha256, size FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM dead_blobs) ORDER BY sha256',
    )
    .all()
    .filter(({ sha256 }) => SHA256.test(sha256));

/** The same of the database at a path. */
export function namedBlobsAt(path: string): NamedBlob[] {
  const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    return namedBlobs(sqlite);
  } finally {
    sqlite.close();
  }
}

/** Where a file stands below a folder of files (src/media/disk-blobs.ts). */
export const blobPath = (folder: string, sha256: string): string =>
  join(folder, sha256.slice(0, 2), sha256);

/** Bytes; null: it is not there. */
export const sizeOf = (path: string): number | null =>
  statSync(path, { throwIfNoEntry: false })?.size ?? null;

/** The folders below one in which files stand, made as they are needed. */
export function blobFolders(below: string): { pathOf(sha256: string): string; sync(): void } {
  const made = new Set<string>();
  newFolder(below);
  return {
    pathOf: (sha256) => {
      const path = blobPath(below, sha256);
      const folder = dirname(path);
      if (!made.has(folder)) newFolder(folder);
      made.add(folder);
      return path;
    },
    sync: () => {
      for (const folder of made) sync(folder);
      sync(below);
    },
  };
}

export interface BlobCopy {
  /** The bridge's folder of files. */
  readonly from: string;
  /** The same of an earlier backup in the same folder: a file that is there takes no room again. */
  readonly earlier: string | null;
  readonly into: string;
  /** Called with the bytes that are to be written next. */
  readonly roomFor: (bytes: number) => void;
}

/** Copies the files that are named. Returns those that are missing or damaged, by their SHA-256. */
export function copyBlobs(blobs: readonly NamedBlob[], copy: BlobCopy): string[] {
  const missing: string[] = [];
  const folders = blobFolders(copy.into);
  for (const blob of blobs) {
    const target = folders.pathOf(blob.sha256);
    if (!linkEarlier(blob, copy, target) && !copyOne(blob, copy, target)) missing.push(blob.sha256);
  }
  folders.sync();
  return missing;
}

/** A second name for the file of an earlier backup, which was checked then: files never change. */
function linkEarlier({ sha256, size }: NamedBlob, { earlier }: BlobCopy, target: string): boolean {
  if (earlier === null || sizeOf(blobPath(earlier, sha256)) !== size) return false;
  try {
    linkSync(blobPath(earlier, sha256), target);
    return true;
  } catch {
    // A disk without hard links: it is copied.
    return false;
  }
}

function copyOne(
  { sha256, size }: NamedBlob,
  { from, roomFor }: BlobCopy,
  target: string,
): boolean {
  const source = blobPath(from, sha256);
  if (sizeOf(source) === null) return false;
  roomFor(size);
  try {
    if (copyNew(source, target) === sha256) return true;
  } catch (error) {
    // Removed in this instant: an unsend, or its retention.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  rmSync(target, { force: true });
  return false;
}

/** The first file that is not there as it should be; null: all are. `isAll`: also by their bytes. */
export function firstBadBlob(
  folder: string,
  blobs: readonly NamedBlob[],
  missing: ReadonlySet<string>,
  isAll: (blob: NamedBlob) => boolean,
): string | null {
  for (const blob of blobs) {
    const { sha256, size } = blob;
    if (missing.has(sha256)) continue;
    const path = blobPath(folder, sha256);
    if (sizeOf(path) !== size) return sha256;
    if (isAll(blob) && digestOf(path) !== sha256) return sha256;
  }
  return null;
}
