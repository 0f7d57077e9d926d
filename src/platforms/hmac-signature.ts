import { createHmac, timingSafeEqual } from 'node:crypto';

/** Exactly the canonical base64 of 32 bytes: Node's own decoder accepts nearly anything. */
const DIGEST = /^[A-Za-z0-9+/]{43}=$/;

/** Whether a header has the form of a signature: if not, its request need not be read. */
export const isSignature = (signature: string | undefined): signature is string =>
  signature !== undefined && DIGEST.test(signature);

/**
 * True when `signature` is the base64 HMAC-SHA256 of the raw bytes under one of the secrets, which
 * are UTF-8 keys. Both platforms sign like this (line.md §1.2, line-works.md §2.1). Every secret is
 * tried, so the time does not tell which one fitted.
 */
export function verifyHmacSignature(
  raw: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  if (!isSignature(signature)) return false;
  const given = Buffer.from(signature, 'base64');
  // The last letter carries two spare bits; the platforms never set them.
  if (given.toString('base64') !== signature) return false;
  let fits = false;
  for (const secret of secrets) {
    // An empty key would let anyone sign.
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(raw).digest();
    if (timingSafeEqual(expected, given)) fits = true;
  }
  return fits;
}
