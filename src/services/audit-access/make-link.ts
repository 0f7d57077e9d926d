import { type Context, record } from '../../context.ts';
import { DAY_MS } from '../../domain/durations.ts';
import type { MemberId } from '../../domain/ids.ts';
import { addAuditLink, dropEndedAccess } from '../../store/audit/audit-access.ts';
import { actingAdmin } from '../audit/actors.ts';
import { LINK_MS } from './lasting.ts';
import { hashOfToken, TOKEN_BYTES } from './tokens.ts';

/** How long an ended one is known, so that its page can say that it has ended. */
const KNOWN_MS = DAY_MS;

/**
 * Makes an auditor a link to the page of the audit log, good once and for `LINK_MS`, in the
 * caller's transaction. Only its hash is kept.
 *
 * @param leadsTo the page it opens: a path below `/audit`
 * @returns its address
 */
export function makeAuditLink(context: Context, memberId: MemberId, leadsTo: string): string {
  const { db, clock, chance, settings } = context;
  const now = clock.now();
  dropEndedAccess(db, now - KNOWN_MS);
  const token = chance.token(TOKEN_BYTES);
  addAuditLink(db, {
    tokenHash: hashOfToken(token),
    memberId,
    leadsTo,
    madeAt: now,
    endsAt: now + LINK_MS,
  });
  const actor = actingAdmin(context, memberId);
  record(context, { action: 'audit.link', actor, outcome: 'ok', memberId });
  return `${settings.publicUrl}/audit/open/${token}`;
}
