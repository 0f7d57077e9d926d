import { Buffer } from 'node:buffer';
import * as z from 'zod';

/** The keys that settings are sealed with: bytes by id, the newest first. */
export interface MasterKeys {
  /** The id of the key that seals. */
  readonly newest: string;
  /** Every key opens what it has sealed. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

export type MasterKeysResult =
  | { readonly ok: true; readonly keys: MasterKeys }
  /** Begins with the variable's name; contains no value. */
  | { readonly ok: false; readonly fault: string };

export const MASTER_KEY_BYTES = 32;

/** Part of what each value is bound to, so without the character that separates those parts. */
const ID = /^[A-Za-z0-9_.-]{1,32}$/;
/** JavaScript puts such names of an object first, wherever they were written: "newest first" would not hold. */
const IS_NUMBER = /^\d+$/;

const wanted = z.record(z.string(), z.string());

const FORM = `must be JSON {"id": "base64 of ${MASTER_KEY_BYTES} bytes"}, the newest first`;

/** Reads `MASTER_KEYS`, a variable of the deployment. */
export function readMasterKeys(text: string | undefined): MasterKeysResult {
  if (text === undefined || text.trim() === '') return fault('is missing');
  const read = wanted.safeParse(parsed(text));
  if (!read.success) return fault(FORM);
  const keys = new Map<string, Uint8Array>();
  for (const [id, value] of Object.entries(read.data)) {
    const bytes = Buffer.from(value, 'base64');
    if (!ID.test(id) || bytes.length !== MASTER_KEY_BYTES) return fault(FORM);
    if (IS_NUMBER.test(id)) return fault('an id must not be a mere number');
    keys.set(id, bytes);
  }
  const [newest] = keys.keys();
  return newest === undefined ? fault(FORM) : { ok: true, keys: { newest, keys } };
}

const fault = (what: string): MasterKeysResult => ({ ok: false, fault: `MASTER_KEYS: ${what}` });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the text.
    return null;
  }
}
