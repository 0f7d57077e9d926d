import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { AuditReport } from '../../../services/audit/verify.ts';
import { DATABASE_FILE } from '../../../store/sqlite/node.ts';
import { openReadOnly } from '../../../store/sqlite/read-only.ts';
import { keysBeside, notesIn, verifyDatabase } from '../audit/verify.ts';
import { CHECKPOINT_FILE } from '../checkpoint-file.ts';
import { firstBadBlob, type NamedBlob, namedBlobsAt } from './blob-files.ts';
import { CopyFault } from './copy-fault.ts';
import { digestOf } from './durable-files.ts';
import { type Manifest, readManifest } from './manifest.ts';

export interface Verified {
  readonly manifest: Manifest;
  readonly blobs: readonly NamedBlob[];
}

/**
 * Verifies a backup: every file by its digest, the database by itself, the audit log by its chain and checkpoints.
 *
 * @param isRead which of the people's files are read in full; the others are compared in size
 * @throws CopyFault
 */
export function verifyBackup(folder: string, isRead: (blob: NamedBlob) => boolean): Verified {
  const manifest = readManifest(folder);
  for (const [name, digest] of Object.entries(manifest.files)) {
    const path = join(folder, name);
    if (!existsSync(path) || digestOf(path) !== digest) throw new CopyFault('not-whole', path);
  }
  const database = join(folder, DATABASE_FILE);
  if (manifest.files[DATABASE_FILE] === undefined) throw new CopyFault('not-whole', database);
  checkDatabase(database);
  const report = verifyLog(folder);
  if (report.breach !== null) throw new CopyFault('breach', database);
  const blobs = namedBlobsAt(database);
  const bad = firstBadBlob(join(folder, 'blobs'), blobs, new Set(manifest.missing), isRead);
  if (bad !== null) throw new CopyFault('not-whole', join(folder, 'blobs', bad));
  return { manifest, blobs };
}

/** @throws CopyFault */
export function checkDatabase(path: string): void {
  const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const found = String(sqlite.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw new CopyFault('not-whole', `${path}: ${found}`);
    const [broken] = sqlite.prepare('PRAGMA foreign_key_check').all();
    if (broken !== undefined) throw new CopyFault('not-whole', `${path}: foreign keys`);
  } finally {
    sqlite.close();
  }
}

/** Verifies the audit log of a database, with the checkpoints beside it and in it. */
export function verifyLog(folder: string): AuditReport {
  const path = join(folder, DATABASE_FILE);
  const notes = join(folder, CHECKPOINT_FILE);
  const given = existsSync(notes) ? notesIn(notes, readFileSync(notes, 'utf8')) : [];
  const database = openReadOnly(path);
  try {
    return verifyDatabase(database, keysBeside(database, path), given);
  } finally {
    database.close();
  }
}
