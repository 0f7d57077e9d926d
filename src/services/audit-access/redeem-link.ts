import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import {
  type AuditLink,
  beginAuditSession,
  countAuditLinkRefusal,
  readAuditLink,
  takeAuditLink,
} from '../../store/audit/audit-access.ts';
import { actingAdmin } from '../audit/actors.ts';
import { rolesOf } from '../roles/roles.ts';
import { memberName } from '../say/shown-name.ts';
import { isOver, LINK_MS, SESSION_MS } from './lasting.ts';
import { hashOfToken, isSame, isToken, TOKEN_BYTES } from './tokens.ts';

/** Why a link opens nothing. */
export type LinkRefusal = 'link-used' | 'link-expired' | 'role' | 'other-auditor';

export type LinkJudgement =
  /** None of ours: mistyped, altered, guessed, or long over. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly link: AuditLink; readonly why: LinkRefusal }
  | { readonly kind: 'good'; readonly link: AuditLink };

/**
 * Whether a link opens the page. It is the auditor's own: in a browser where another auditor's
 * session is open it opens nothing, so that nobody is led into a session that is not theirs.
 *
 * @param inSession whose session the browser has; null: none
 */
export function judgeLink(
  context: Context,
  token: string,
  inSession: MemberId | null,
): LinkJudgement {
  if (!isToken(token)) return { kind: 'unknown' };
  const tokenHash = hashOfToken(token);
  const link = readAuditLink(context.db, tokenHash);
  if (link === null || !isSame(link.tokenHash, tokenHash)) return { kind: 'unknown' };
  const why = refusalOf(context, link, inSession);
  return why === null ? { kind: 'good', link } : { kind: 'refused', link, why };
}

function refusalOf(
  context: Context,
  link: AuditLink,
  inSession: MemberId | null,
): LinkRefusal | null {
  if (link.usedAt !== null) return 'link-used';
  if (isOver(context, link.endsAt, LINK_MS)) return 'link-expired';
  if (!rolesOf(context, link.memberId).has('auditor')) return 'role';
  return inSession === null || inSession === link.memberId ? null : 'other-auditor';
}

export type Redeemed =
  | Exclude<LinkJudgement, { readonly kind: 'good' }>
  | { readonly kind: 'opened'; readonly sessionToken: string; readonly leadsTo: string };

/** Of one link's refusals only so many are entries: whoever has it could write the log full. */
const MOST_REFUSALS = 5;

/** Uses a link up for a session of its auditor; their earlier session ends. Both ways are entries. */
export function redeemLink(context: Context, token: string, inSession: MemberId | null): Redeemed {
  return context.store.transaction(() => {
    const judged = judgeLink(context, token, inSession);
    if (judged.kind === 'refused') recordRefusal(context, judged.link, judged.why);
    if (judged.kind !== 'good') return judged;
    const { link } = judged;
    const { db, clock, chance } = context;
    const now = clock.now();
    if (!takeAuditLink(db, link.tokenHash, now)) {
      return { kind: 'refused', link, why: 'link-used' };
    }
    const sessionToken = chance.token(TOKEN_BYTES);
    const { memberId, leadsTo } = link;
    const tokenHash = hashOfToken(sessionToken);
    beginAuditSession(db, { tokenHash, memberId, endsAt: now + SESSION_MS });
    const actor = actingAdmin(context, memberId);
    record(context, { action: 'audit.open', actor, outcome: 'ok', memberId });
    return { kind: 'opened', sessionToken, leadsTo };
  });
}

/** Who has come is not known: a link can be passed on. */
function recordRefusal(context: Context, link: AuditLink, why: LinkRefusal): void {
  if (link.refusals >= MOST_REFUSALS) return;
  countAuditLinkRefusal(context.db, link);
  record(context, {
    action: 'audit.open',
    actor: SYSTEM,
    outcome: 'refused',
    reason: why,
    memberId: link.memberId,
    memberName: memberName(context, link.memberId),
  });
}
