import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** A token in use. Instants in epoch ms, by the platform's clock. */
export interface HeldToken {
  readonly value: string;
  readonly renewAt: number;
  readonly endsAt: number;
  /** As the platform granted it; null: it told none. */
  readonly scope: string | null;
}

/** Keeps what is given to it, over a sleep of the host. */
export interface TokenShelf {
  read(name: string): string | null;
  keep(name: string, sealed: string): void;
}

/** One token on the shelf. */
export interface KeptToken {
  /** Null: none is kept, or another credential bought it. */
  read(): HeldToken | null;
  keep(token: HeldToken): void;
}

const schema = z.object({
  value: z.string(),
  renewAt: z.number(),
  endsAt: z.number(),
  scope: z.string().nullable(),
});

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A token on a shelf, sealed with the credential that buys it: who reads the database without it
 * has no token either, and a changed credential buys a new one.
 */
export function keptToken(shelf: TokenShelf, name: string, credential: string): KeptToken {
  const key = createHmac('sha256', credential).update(`kakehashi kept token v1 ${name}`).digest();
  return {
    read: () => {
      const sealed = shelf.read(name);
      const text = sealed === null ? null : open(key, sealed);
      return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
    },
    keep: (token) => shelf.keep(name, seal(key, JSON.stringify(token))),
  };
}

function seal(key: Buffer, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Null: not sealed with this key, or changed since. */
function open(key: Buffer, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  const begin = IV_BYTES + TAG_BYTES;
  if (bytes.length < begin) return null;
  const cipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
  cipher.setAuthTag(bytes.subarray(IV_BYTES, begin));
  try {
    return cipher.update(bytes.subarray(begin), undefined, 'utf8') + cipher.final('utf8');
  } catch {
    // The tag does not match.
    return null;
  }
}
