import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { asCode } from '../../domain/audit-facts.ts';
import {
  type NoteKey,
  type NoteSigner,
  readVerifierKey,
  writeVerifierKey,
} from '../../proof/note-key.ts';
import { noteSigningKey, signingKeys } from '../../store/audit/checkpoints.ts';

/**
 * Notes the key that signs from now on. Another key than before is an entry: what the old one signed
 * stays provable, and nobody can take a new key for the old one.
 */
export function noteKeyInUse(context: Context, { key }: NoteSigner): void {
  const known = signingKeys(context.db);
  const verifierKey = writeVerifierKey(key);
  const before = known.at(-1);
  if (before?.verifierKey === verifierKey) return;
  noteSigningKey(context.db, { verifierKey, since: context.clock.now() });
  if (before === undefined) return;
  record(context, {
    action: 'audit.key',
    actor: SYSTEM,
    outcome: 'recorded',
    // The whole keys stand in `audit_keys`.
    facts: { key: asCode(key.id), before: asCode(readVerifierKey(before.verifierKey)?.id ?? '') },
  });
}

/** The public keys that checkpoints of this log have been signed with. */
export const keysInUse = ({ db }: Pick<Context, 'db'>): readonly NoteKey[] =>
  signingKeys(db)
    .map(({ verifierKey }) => readVerifierKey(verifierKey))
    .filter((key) => key !== null);
