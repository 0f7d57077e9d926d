import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readBase64 } from './base64.ts';

/*
 * Keys of signed notes (c2sp.org/signed-note): an Ed25519 key under a name. Its verifier key,
 * `name+id+key`, is what a stranger needs in order to check a note.
 */

/** A key as a stranger knows it. */
export interface NoteKey {
  /** Of the signer, without spaces and plus signs. */
  readonly name: string;
  /** Eight hex digits: with the name they say which key made a signature. They prove nothing. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** A key that signs. */
export interface NoteSigner {
  readonly key: NoteKey;
  /** 64 bytes. */
  sign(text: string): Uint8Array;
}

/** The signature type of Ed25519. */
const ED25519 = 1;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What stands before the 32 bytes of a key in its DER form (RFC 8410). */
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const LONGEST_NAME = 200;

/** Whether a key may bear this name: neither spaces of any script, plus signs nor control characters. */
export const isKeyName = (name: string): boolean =>
  name.length <= LONGEST_NAME && name.isWellFormed() && /^[^\s+\p{Cc}]+$/u.test(name);

/** The key of this name. */
export function noteKey(name: string, publicKey: Uint8Array): NoteKey {
  const hash = createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(ED25519))
    .update(publicKey)
    .digest('hex');
  return { name, id: hash.slice(0, 8), publicKey };
}

/** How the key is handed on: `name+id+base64`. */
export function writeVerifierKey({ name, id, publicKey }: NoteKey): string {
  const typed = Buffer.concat([Uint8Array.of(ED25519), publicKey]);
  return `${name}+${id}+${typed.toString('base64')}`;
}

/** Reads a verifier key. Null: it is none, or its parts do not belong together. */
export function readVerifierKey(text: string): NoteKey | null {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) return null;
  const typed = readBase64(encoded);
  if (!isKeyName(name) || typed?.length !== KEY_BYTES + 1 || typed[0] !== ED25519) return null;
  const key = noteKey(name, typed.subarray(1));
  return key.id === id ? key : null;
}

/** Whether the key made this signature of a text. */
export function isSignedBy(key: NoteKey, text: string, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  return verify(null, Buffer.from(text), objectOf(key), signature);
}

/** The signer of this name with an Ed25519 private key. */
export function noteSigner(name: string, privateKey: KeyObject): NoteSigner {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    key: noteKey(name, der.subarray(-KEY_BYTES)),
    sign: (text) => sign(null, Buffer.from(text), privateKey),
  };
}

/** The private key of a seed of 32 bytes. */
export const privateKeyOfSeed = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });

/** Made once for each key: that takes as long as checking a signature. */
const objects = new WeakMap<NoteKey, KeyObject>();

function objectOf(key: NoteKey): KeyObject {
  const known = objects.get(key);
  if (known !== undefined) return known;
  const der = Buffer.concat([PUBLIC_DER, key.publicKey]);
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' });
  objects.set(key, made);
  return made;
}
