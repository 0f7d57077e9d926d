import { createPrivateKey, hkdfSync } from 'node:crypto';
import type { LiveConfig } from '../../config/types.ts';
import { privateKeyOfSeed } from '../../proof/note-key.ts';
import type { AuditKey } from '../../services/checkpoints/parts.ts';

const SEED_BYTES = 32;
/** Part of what the key is: another text makes another key. */
const PURPOSE = 'kakehashi audit checkpoints';

/**
 * The key that signs checkpoints: a Worker has no disk to keep one on, and the database is no place
 * for it. Without `AUDIT_KEY` it is derived from `SECRET_KEY`.
 */
export function workerAuditKey({
  auditKeyPem,
  secretKey,
}: Pick<LiveConfig, 'auditKeyPem' | 'secretKey'>): AuditKey {
  if (auditKeyPem !== null) return { kind: 'ready', privateKey: createPrivateKey(auditKeyPem) };
  if (secretKey === null) return { kind: 'missing' };
  const seed = new Uint8Array(hkdfSync('sha256', secretKey, '', PURPOSE, SEED_BYTES));
  return { kind: 'ready', privateKey: privateKeyOfSeed(seed) };
}
