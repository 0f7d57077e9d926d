import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';

/*
 * Customers' words and our keys are readable by this user of the machine only, whatever the umask
 * and whoever made the files (DESIGN §11). A umask never widens a requested mode, so only files
 * that existed before need a second look.
 */

/** Permission bits of everybody but the owner. */
const OTHERS = 0o077;
/** A shared folder, as /tmp is. */
const STICKY = 0o1000;

/** Makes a folder for us alone, or closes an existing one to others. */
export function privateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { mode } = statSync(path);
  if ((mode & STICKY) === 0) keepOthersOut(path, mode);
}

/** Makes an empty file for us alone, or closes an existing one to others. */
export function privateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  keepOthersOut(path, statSync(path).mode);
}

/** Closes a file to others, if it exists. */
export function closeToOthers(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined) keepOthersOut(path, found.mode);
}

function keepOthersOut(path: string, mode: number): void {
  if ((mode & OTHERS) === 0) return;
  try {
    chmodSync(path, mode & ~OTHERS & 0o7777);
  } catch (error) {
    // An operator made this folder for us as another user: our files in it are closed all the same.
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') return;
    throw error;
  }
}
