import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import type { AppRecord } from '../tenant/records.ts';

const MAX_LIFE_SECONDS = 3600;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

const header = z.object({ alg: z.literal('RS256'), typ: z.literal('JWT').optional() });
const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  // Float times are one of the two usual causes of failure (line-works.md §1.1).
  iat: z.int(),
  exp: z.int(),
});

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function signatureFits(parts: string[], publicKeyPem: string): boolean {
  const [head, body, signature] = parts;
  return verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    createPublicKey(publicKeyPem),
    Buffer.from(signature ?? '', 'base64url'),
  );
}

/**
 * Checks a service-account assertion (line-works.md §1.1).
 * Returns what is wrong with it, or null when it is good.
 */
export function assertionFault(assertion: string, app: AppRecord, nowMs: number): string | null {
  const parts = assertion.split('.');
  if (parts.length !== 3) return 'Invalid JWT assertion';
  if (!parts.every((p) => BASE64URL.test(p))) return 'Invalid JWT encoding';
  if (!header.safeParse(decoded(parts[0] ?? '')).success) return 'Invalid JWT header';
  const body = claims.safeParse(decoded(parts[1] ?? ''));
  if (!body.success) return 'Invalid JWT claims';
  const { iss, sub, iat, exp } = body.data;
  if (iss !== app.clientId) return 'Invalid issuer';
  if (sub !== app.serviceAccount) return 'Invalid subject';
  if (iat * 1000 > nowMs) return 'Invalid issued time';
  if (exp <= iat || exp - iat > MAX_LIFE_SECONDS) return 'Invalid expiration time';
  if (exp * 1000 <= nowMs) return 'JWT expired';
  return signatureFits(parts, app.publicKeyPem) ? null : 'Invalid JWT signature';
}
