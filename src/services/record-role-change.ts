import { adminBotOf, type Context, record } from '../context.ts';
import type { Actor } from '../domain/audit.ts';
import type { MemberId } from '../domain/ids.ts';
import { memberName, wordsForMember } from './people.ts';
import { type Role, rolesOf } from './roles.ts';
import { tellMember } from './say.ts';

/** A role that has just been given or taken. */
export interface RoleChange {
  readonly action: 'role.grant' | 'role.revoke';
  readonly memberId: MemberId;
  readonly role: Role;
  /** Before it. */
  readonly before: readonly Role[];
}

/** Puts a change of somebody's roles on record, and tells them unless they made it themselves. */
export function recordRoleChange(context: Context, actor: Actor, change: RoleChange): void {
  const { action, memberId, role, before } = change;
  record(context, {
    action,
    actor,
    outcome: 'ok',
    memberId,
    memberName: memberName(context, memberId),
    facts: { role, before, after: [...rolesOf(context, memberId)] },
  });
  if (actor.id === memberId) return;
  const { admin } = wordsForMember(context, memberId);
  const say = action === 'role.grant' ? admin.roleGiven : admin.roleTaken;
  const text = say(admin.roleNames[role], actor.name);
  tellMember(context, adminBotOf(context.settings), memberId, { text });
}
