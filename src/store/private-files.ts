import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';

/*
 * Customers' words and our keys are for this user of the machine alone, whatever the umask is and
 * whoever made the files (DESIGN §11). No umask makes a mode wider than it is asked for, so only what was
 * there before needs a second look.
 */

/** Who may come in: everybody but the owner is kept out by these bits. */
const OTHERS = 0o077;
/** A folder that everybody shares, as /tmp is. */
const STICKY = 0o1000;

/** Makes a folder for us alone, or keeps others out of one that is there. */
export function privateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { mode } = statSync(path);
  if ((mode & STICKY) === 0) keepOthersOut(path, mode);
}

/** Makes an empty file for us alone, or keeps others out of one that is there. */
export function privateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  keepOthersOut(path, statSync(path).mode);
}

/** Keeps others out of a file, if it is there. */
export function closeToOthers(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined) keepOthersOut(path, found.mode);
}

function keepOthersOut(path: string, mode: number): void {
  if ((mode & OTHERS) === 0) return;
  try {
    chmodSync(path, mode & ~OTHERS & 0o7777);
  } catch (error) {
    // A folder that an operator made for us, as a user who is not us: our files in it are closed all the same.
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') return;
    throw error;
  }
}
