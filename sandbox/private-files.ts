import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A folder for this user of the machine alone, under any umask, even if it was there before. */
export function privateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** A file for this user alone, made empty when it is not there. */
export function privateFile(path: string): string {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return path;
}

/** The file of a SQLite database, which gives its mode to those it makes beside itself. */
export function privateDatabase(path: string): string {
  for (const beside of ['-wal', '-shm']) {
    const name = `${path}${beside}`;
    if (statSync(name, { throwIfNoEntry: false }) !== undefined) chmodSync(name, 0o600);
  }
  return privateFile(path);
}

/** A file of that folder; null where everything stays in memory. */
export const fileIn = (folder: string | null, name: string): string | null =>
  folder === null ? null : join(folder, name);
