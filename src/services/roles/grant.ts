import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { type MemberId, memberId as toMemberId } from '../../domain/ids.ts';
import { addGrant } from '../../store/people/role-grants.ts';
import { recordRoleChange } from './record-change.ts';
import { type Role, type RoleSource, rolesOf, sourcesOf } from './roles.ts';

export type Granting =
  | { readonly kind: 'may' }
  | { readonly kind: 'already'; readonly source: RoleSource };

/** Whether a grant would change anything. */
export function judgeGrant(context: Context, memberId: MemberId, role: Role): Granting {
  const [source] = sourcesOf(context, memberId, role);
  return source === undefined ? { kind: 'may' } : { kind: 'already', source };
}

/** Gives a member a role, and tells them. Writes nothing when the member already has it. */
export function grantRole(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  role: Role,
): Granting {
  const judged = judgeGrant(context, memberId, role);
  if (judged.kind === 'already') return judged;
  const before = [...rolesOf(context, memberId)];
  const grantedAt = context.clock.now();
  addGrant(context.db, { memberId, role, grantedBy: toMemberId(actor.id), grantedAt });
  recordRoleChange(context, actor, { action: 'role.grant', memberId, role, before });
  return judged;
}
