import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, LOCK_FILE, READY_FOLDER } from '../../../store/sqlite/node.ts';
import { AUDIT_KEY_FILE } from '../audit-key.ts';
import { CopyFault } from '../backup/copy-fault.ts';
import { copyNew, freeName, newFolder, sync, writeNew } from '../backup/durable-files.ts';
import { SECRET_KEY_FILE } from '../secret-key.ts';

/*
 * All or nothing: what is restored is written into a folder within DATA_DIR, checked there, and put in place by renames
 * alone. From the first rename to the last that folder has the name READY_FOLDER: a start refuses such a DATA_DIR, and
 * the next restore or import first finishes the renames.
 */

const BEING_WRITTEN = '.restoring';
const ASIDE = /^before-restore-\d{8}T\d{6}Z$/;
/** In READY_FOLDER: names the folder that takes what stood there before. */
const ASIDE_FILE = 'aside';
/** In READY_FOLDER: all that stood there before is out of the way. */
const CLEARED_FILE = 'cleared';

/** Where the caller writes the new contents; what an earlier, interrupted call wrote goes. */
export function beginPlacing(dataDir: string): string {
  const staged = join(dataDir, BEING_WRITTEN);
  rmSync(staged, { recursive: true, force: true });
  newFolder(staged);
  return staged;
}

export const abandonPlacing = (dataDir: string): void =>
  rmSync(join(dataDir, BEING_WRITTEN), { recursive: true, force: true });

/** Whether a bridge's folder holds nothing that a restore would replace. */
export const isEmptyFolder = (dataDir: string): boolean => standing(dataDir).length === 0;

/**
 * Puts what was written in place. What stood there goes into a folder beside it, and its keys stay in use where the
 * new contents have none. Returns that folder; null: nothing stood there.
 */
export function place(dataDir: string, now: number): string | null {
  const staged = join(dataDir, BEING_WRITTEN);
  const stood = !isEmptyFolder(dataDir);
  if (stood) {
    for (const key of [SECRET_KEY_FILE, AUDIT_KEY_FILE]) {
      const known = join(dataDir, key);
      if (existsSync(known) && !existsSync(join(staged, key))) copyNew(known, join(staged, key));
    }
    const aside = freeName(dataDir, 'before-restore', now);
    writeNew(join(staged, ASIDE_FILE), [new TextEncoder().encode(aside)]);
  }
  sync(staged);
  renameSync(staged, join(dataDir, READY_FOLDER));
  sync(dataDir);
  return moveIn(dataDir);
}

/** Finishes the renames of a call that was interrupted. Returns whether there was one. */
export function finishPlacing(dataDir: string): boolean {
  if (!existsSync(join(dataDir, READY_FOLDER))) return false;
  moveIn(dataDir);
  return true;
}

/** Returns the folder with what stood there. */
function moveIn(dataDir: string): string | null {
  const ready = join(dataDir, READY_FOLDER);
  const asidePath = join(ready, ASIDE_FILE);
  const aside = existsSync(asidePath) ? join(dataDir, nameIn(asidePath)) : null;
  const names = readdirSync(ready).filter((name) => name !== ASIDE_FILE && name !== CLEARED_FILE);
  // With no name left, what stands there is what was restored: the other call ended while it removed its folder.
  if (names.length > 0 && aside !== null && !existsSync(join(ready, CLEARED_FILE))) {
    newFolder(aside);
    for (const name of standing(dataDir)) renameSync(join(dataDir, name), join(aside, name));
    sync(aside);
    sync(dataDir);
    writeNew(join(ready, CLEARED_FILE), []);
    sync(ready);
  }
  // The database last.
  for (const name of names.sort((one) => (one === DATABASE_FILE ? 1 : -1))) {
    renameSync(join(ready, name), join(dataDir, name));
  }
  sync(dataDir);
  rmSync(ready, { recursive: true });
  sync(dataDir);
  return aside;
}

function nameIn(path: string): string {
  const name = readFileSync(path, 'utf8');
  if (!ASIDE.test(name)) throw new CopyFault('not-whole', path);
  return name;
}

/** What a restore replaces: all but the lock, our own folders and what earlier restores put aside. */
const standing = (dataDir: string): string[] =>
  readdirSync(dataDir).filter(
    (name) =>
      !name.startsWith(LOCK_FILE) &&
      ![BEING_WRITTEN, READY_FOLDER, 'lost+found'].includes(name) &&
      !ASIDE.test(name),
  );
