import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditKey } from '../../services/checkpoints/parts.ts';
import { closeToOthers } from '../../store/sqlite/private-files.ts';

export const AUDIT_KEY_FILE = 'audit.key';

/**
 * The key that signs checkpoints of the audit log: made at the first start and kept in `folder`, for
 * this user of the machine only. A file that is there and no key is left as it is: the bridge runs
 * without checkpoints, and says so. The caller holds the folder's lock.
 */
export function keptAuditKey(folder: string): AuditKey {
  const path = join(folder, AUDIT_KEY_FILE);
  try {
    closeToOthers(path);
    const pem = readIfThere(path);
    return { kind: 'ready', privateKey: pem === null ? makeKey(path) : readKey(pem) };
  } catch {
    // Unreadable, damaged, or a folder that takes no file: `doctor` says what to do.
    return { kind: 'unreadable' };
  }
}

/** The key from the environment. Guarantee: the configuration has read it before. */
export const auditKeyOf = (pem: string): AuditKey => ({
  kind: 'ready',
  privateKey: createPrivateKey(pem),
});

function readKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is of another kind.');
  return key;
}

function makeKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  // Renamed into place: an interrupted start leaves neither half a key nor a wrong mode.
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(fresh, pem, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(fresh, path);
  return privateKey;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
