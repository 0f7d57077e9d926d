import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '../../context.ts';
import { closeToOthers } from '../../store/sqlite/private-files.ts';

export const SECRET_KEY_FILE = 'secret.key';

/** The same as for `SECRET_KEY` (DESIGN §8). */
const LEAST_LENGTH = 16;

/**
 * The key that signs links when the environment has none: made once and kept in `folder`, for this
 * user of the machine only (DESIGN §8). The caller holds the folder's lock.
 */
export function keptSecretKey(folder: string, chance: Pick<Chance, 'token'>): string {
  const path = join(folder, SECRET_KEY_FILE);
  closeToOthers(path);
  const known = readIfThere(path);
  if (known !== null && known.length >= LEAST_LENGTH) return known;
  const fresh = chance.token(32);
  // Renamed into place: an interrupted start leaves neither half a key nor a wrong mode.
  rmSync(`${path}.new`, { force: true });
  writeFileSync(`${path}.new`, `${fresh}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(`${path}.new`, path);
  return fresh;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
