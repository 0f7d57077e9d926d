import { verifyHmacSignature } from '../hmac-signature.ts';

/**
 * Checks `x-line-signature` over the untouched body (line.md §1.2). The SDK's `validateSignature`
 * takes sloppy base64 and throws on a missing header (§8), so it is not used. `secrets`: the
 * channel's, two during a rotation.
 */
export function verifyLineSignature(
  raw: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  return verifyHmacSignature(raw, signature, secrets);
}
