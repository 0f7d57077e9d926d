import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { MasterKeys } from './master-keys.ts';

/** A sealed value, and the id of the key that opens it. */
export interface Sealed {
  readonly sealed: Uint8Array;
  readonly keyId: string;
}

/** Seals and opens the secrets of one workspace. Synchronous on both runtimes. */
export interface Sealer {
  /** The id of the key that seals. */
  readonly newest: string;
  seal(name: string, value: string): Sealed;
  /** Null: its key is not at hand, or it was changed, or sealed for another workspace, name or key. */
  open(name: string, sealed: Sealed): string | null;
}

export const SALT_BYTES = 16;
export const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';
/** Part of what the key is: another text makes another key. */
const PURPOSE = 'kakehashi settings v1';

/**
 * AES-256-GCM. The key is derived from a master key with the workspace's salt; each value is bound to its workspace,
 * name and key, so that a row which was moved does not open.
 *
 * @param objectId the workspace's identity in its deployment
 * @param newIv random, `IV_BYTES` long, another one for each value
 */
export function createSealer(
  { newest, keys }: MasterKeys,
  { objectId, salt }: { readonly objectId: string; readonly salt: Uint8Array },
  newIv: () => Uint8Array,
): Sealer {
  const derived = new Map<string, Buffer>();
  const keyOf = (keyId: string): Buffer | null => {
    const known = derived.get(keyId);
    if (known !== undefined) return known;
    const master = keys.get(keyId);
    if (master === undefined) return null;
    const key = Buffer.from(hkdfSync('sha256', master, salt, PURPOSE, KEY_BYTES));
    derived.set(keyId, key);
    return key;
  };
  // No part has a line end: no two triples give the same text.
  const boundTo = (name: string, keyId: string) => Buffer.from(`${objectId}\n${name}\n${keyId}`);

  return {
    newest,
    seal: (name, value) => {
      const key = keyOf(newest);
      if (key === null) throw new Error('The newest master key is missing.');
      const iv = newIv();
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(name, newest));
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return { sealed: Buffer.concat([iv, cipher.getAuthTag(), body]), keyId: newest };
    },
    open: (name, { sealed, keyId }) => {
      const key = keyOf(keyId);
      if (key === null || sealed.length < IV_BYTES + TAG_BYTES) return null;
      const iv = sealed.subarray(0, IV_BYTES);
      const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(name, keyId));
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return opened(() =>
        Buffer.concat([
          decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)),
          decipher.final(),
        ]).toString('utf8'),
      );
    },
  };
}

/** That the tag does not fit is an answer, and the only way the cipher has to give it. */
function opened(work: () => string): string | null {
  try {
    return work();
  } catch {
    return null;
  }
}
