import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** 256 bits: nobody finds one by trying. */
export const TOKEN_BYTES = 32;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text has the form of our tokens; any other is not even looked up. */
export const isToken = (text: string): boolean => TOKEN.test(text);

/** What is kept of a token. */
export const hashOfToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/**
 * Something that only this session can show: its key is the session's own token, of which we keep
 * only the hash.
 */
export const sessionDigest = (sessionToken: string, what: string): string =>
  createHmac('sha256', sessionToken).update(what).digest('base64url');

/** Compares secrets in a time that does not depend on where they differ. */
export function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
