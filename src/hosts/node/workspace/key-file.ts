import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readBase64 } from '../../../proof/base64.ts';
import { type NoteSigner, noteSigner, privateKeyOfSeed } from '../../../proof/note-key.ts';
import { isKeyId } from '../../../services/operator/operator-keys.ts';

/*
 * An operator's private key, in a file for this user of the machine only: one line, the name of the key and its 32
 * bytes. The public half goes into `OPERATOR_KEYS`.
 */

const FIRST = 'kakehashi-operator-key';
const SEED_BYTES = 32;

/** Makes a key. Throws where there is such a file: a key that is lost cannot be had again. */
export function makeKeyFile(path: string, name: string): NoteSigner {
  const seed = randomBytes(SEED_BYTES);
  const line = `${FIRST} ${name} ${seed.toString('base64')}\n`;
  writeFileSync(path, line, { mode: 0o600, flag: 'wx', flush: true });
  return noteSigner(name, privateKeyOfSeed(seed));
}

/** Reads a key. Null: the file holds something else. Throws where it cannot be read. */
export function readKeyFile(path: string): NoteSigner | null {
  const [first, name = '', encoded = '', ...more] = readFileSync(path, 'utf8').trim().split(' ');
  const seed = readBase64(encoded);
  if (first !== FIRST || !isKeyId(name) || seed?.length !== SEED_BYTES || more.length > 0)
    return null;
  return noteSigner(name, privateKeyOfSeed(seed));
}
