import { adminBotOf, type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { type MemberId, memberId as toMemberId } from '../../domain/ids.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { memberName, memberNameIn } from '../say/shown-name.ts';
import { type Role, rolesOf } from './roles.ts';

/** A role that has just been given or taken. */
export interface RoleChange {
  readonly action: 'role.grant' | 'role.revoke';
  readonly memberId: MemberId;
  readonly role: Role;
  /** The roles before the change. */
  readonly before: readonly Role[];
}

/** Records a change of a member's roles, and tells the member unless they made it themselves. */
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
  const words = wordsForMember(context, memberId);
  const { admin } = words;
  const say = action === 'role.grant' ? admin.roleGiven : admin.roleTaken;
  const by =
    actor.kind === 'admin' ? memberNameIn(context, toMemberId(actor.id), words) : actor.name;
  const text = say(admin.roleNames[role], by);
  tellMember(context, adminBotOf(context.settings), memberId, { text });
}
