import { verifyHmacSignature } from '../hmac-signature.ts';

/**
 * Checks `X-WORKS-Signature` over the untouched body (line-works.md §2.1). `secrets`: the Bot
 * Secret of the bot that `X-WORKS-BotId` names, two during a rotation; not the client secret.
 */
export function verifyWorksSignature(
  raw: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  return verifyHmacSignature(raw, signature, secrets);
}
