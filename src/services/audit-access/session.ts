import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import {
  type AuditSession,
  dropAuditSessions,
  endAuditSession,
  readAuditSession,
} from '../../store/audit/audit-access.ts';
import { actingAdmin } from '../audit/actors.ts';
import { rolesOf } from '../roles/roles.ts';
import { memberName } from '../say/shown-name.ts';
import { isOver, SESSION_MS } from './lasting.ts';
import { hashOfToken, isToken } from './tokens.ts';

export type SessionJudgement =
  /** No session, or none that is still known. */
  | { readonly kind: 'none' }
  | { readonly kind: 'expired' | 'no-role' | 'open'; readonly session: AuditSession };

/** What a session's token is good for now. The role is looked up at each request (DESIGN §6.9). */
export function judgeSession(context: Context, token: string | null): SessionJudgement {
  const session =
    token === null || !isToken(token) ? null : readAuditSession(context.db, hashOfToken(token));
  if (session === null) return { kind: 'none' };
  if (!rolesOf(context, session.memberId).has('auditor')) return { kind: 'no-role', session };
  // It ended with a role that has been given again since.
  if (session.endsAt === 0) return { kind: 'none' };
  return { kind: isOver(context, session.endsAt, SESSION_MS) ? 'expired' : 'open', session };
}

/** The auditor leaves the page. */
export function logOut(context: Context, memberId: MemberId): void {
  context.store.transaction(() => {
    if (!dropAuditSessions(context.db, memberId)) return;
    const actor = actingAdmin(context, memberId);
    record(context, { action: 'audit.close', actor, outcome: 'ok', memberId });
  });
}

/** A session ends with its role: given again, the role does not bring it back. */
export function endWithRole(context: Context, memberId: MemberId): void {
  context.store.transaction(() => {
    if (!endAuditSession(context.db, memberId)) return;
    record(context, {
      action: 'audit.close',
      actor: SYSTEM,
      outcome: 'ok',
      reason: 'role',
      memberId,
      memberName: memberName(context, memberId),
    });
  });
}
