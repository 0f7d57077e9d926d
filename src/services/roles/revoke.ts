import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import { dropGrant } from '../../store/people/role-grants.ts';
import { endWithRole } from '../audit-access/session.ts';
import { recordRoleChange } from './record-change.ts';
import { type Role, type RoleSource, roleHolders, rolesOf, sourcesOf } from './roles.ts';

export type Revoking =
  /** `remains`: the source that still gives the role once the grant is gone. */
  | { readonly kind: 'may'; readonly remains: Exclude<RoleSource, 'grant'> | null }
  | { readonly kind: 'has-not' }
  /** The role was not given by command. */
  | { readonly kind: 'not-a-grant'; readonly source: Exclude<RoleSource, 'grant'> }
  | { readonly kind: 'last-link-admin' };

/** Whether a role can be taken from a member by command. */
export function judgeRevoke(context: Context, memberId: MemberId, role: Role): Revoking {
  const sources = sourcesOf(context, memberId, role);
  const remains = sources.find((source) => source !== 'grant') ?? null;
  if (!sources.includes('grant')) {
    return remains === null ? { kind: 'has-not' } : { kind: 'not-a-grant', source: remains };
  }
  const others = roleHolders(context).some(
    (holder) => holder.role === 'link-admin' && holder.counts && holder.memberId !== memberId,
  );
  // The link would be left without an administrator.
  if (role === 'link-admin' && remains === null && !others) return { kind: 'last-link-admin' };
  return { kind: 'may', remains };
}

/** Takes a granted role from a member, and tells them. Writes nothing when there is none. */
export function revokeRole(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  role: Role,
): Revoking {
  const judged = judgeRevoke(context, memberId, role);
  if (judged.kind !== 'may') return judged;
  const before = [...rolesOf(context, memberId)];
  dropGrant(context.db, memberId, role);
  recordRoleChange(context, actor, { action: 'role.revoke', memberId, role, before });
  if (!rolesOf(context, memberId).has('auditor')) endWithRole(context, memberId);
  return judged;
}
