import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { type MemberId, memberId as toMemberId } from '../../domain/ids.ts';
import {
  type Member,
  memberByEmail,
  pinAdmin,
  pinnedAdmin,
  readMember,
} from '../../store/people/members.ts';
import { grantsOf, listGrants } from '../../store/people/role-grants.ts';
import { members } from '../../store/schema.ts';
import { eq } from '../../store/sqlite/drizzle.ts';

/** What a person may do with the admin bot. Neither includes the other (DESIGN §6.9). */
export type Role = 'link-admin' | 'auditor';

export const ROLES: readonly Role[] = ['link-admin', 'auditor'];

/** Where a role comes from. Only a grant is given and taken by command. */
export type RoleSource = 'admin-users' | 'super-administrator' | 'grant';

/** The roles that a member is known to have. */
export function rolesOf(context: Context, memberId: MemberId): ReadonlySet<Role> {
  const member = readMember(context.db, memberId);
  // Before the first reading `ADMIN_USERS` counts; suspended or deleted members have no role.
  if (member !== null && !isInGoodStanding(member)) return new Set();
  const known = member !== null;
  return new Set(
    ROLES.filter((role) =>
      sourcesOf(context, memberId, role).some((source) => known || source === 'admin-users'),
    ),
  );
}

/** A suspended or deleted member's grants do not count. */
export const isInGoodStanding = (member: Member) => !member.isSuspended && !member.isDeleted;

/** Everything that gives a member this role, strongest first, whether or not it counts now. */
export function sourcesOf(context: Context, memberId: MemberId, role: Role): RoleSource[] {
  const sources: RoleSource[] = [];
  if (configuredAdmins(context).includes(memberId)) sources.push('admin-users');
  if (readMember(context.db, memberId)?.isAdministrator) sources.push('super-administrator');
  if (grantsOf(context.db, memberId).some((grant) => grant.role === role)) sources.push('grant');
  return sources;
}

/** One person who has a role, and from where. */
export interface RoleHolder {
  readonly memberId: MemberId;
  readonly role: Role;
  readonly source: RoleSource;
  /** False while the person is suspended, deleted or not in the directory. */
  readonly counts: boolean;
}

/** Everyone with a role, once per role and source. */
export function roleHolders(context: Context): RoleHolder[] {
  const granted = listGrants(context.db);
  const people = new Set([
    ...configuredAdmins(context),
    ...superAdministrators(context),
    ...granted.map((grant) => grant.memberId),
  ]);
  return ROLES.flatMap((role) =>
    [...people].flatMap((memberId) => {
      const member = readMember(context.db, memberId);
      const counts = member !== null && isInGoodStanding(member);
      const sources = sourcesOf(context, memberId, role);
      return sources.map((source) => ({ memberId, role, source, counts }));
    }),
  );
}

function superAdministrators(context: Context): MemberId[] {
  return context.db
    .select({ memberId: members.memberId })
    .from(members)
    .where(eq(members.isAdministrator, true))
    .all()
    .map((row) => row.memberId);
}

/**
 * `ADMIN_USERS` as userIds. An account is looked up once and pinned: a later owner of that account
 * does not become an administrator.
 */
export function configuredAdmins(context: Context): MemberId[] {
  return context.settings.adminUsers.flatMap((entry) => {
    if (!entry.includes('@')) return [toMemberId(entry)];
    return pinnedAdmin(context.db, entry) ?? [];
  });
}

/** Pins the accounts of `ADMIN_USERS` that the directory now knows. */
export function pinConfiguredAdmins(context: Context): void {
  for (const entry of context.settings.adminUsers) {
    if (!entry.includes('@') || pinnedAdmin(context.db, entry) !== null) continue;
    const member = memberByEmail(context.db, entry);
    if (member === null) continue;
    pinAdmin(context.db, entry, member.memberId, context.clock.now());
    record(context, {
      action: 'admin.pin',
      actor: SYSTEM,
      outcome: 'ok',
      memberId: member.memberId,
      memberName: member.fullName,
      // An account often holds its owner's name.
      content: { text: entry, detail: null },
    });
  }
}

/** Whether an entry of `ADMIN_USERS` still waits for the directory. */
export function adminsUnresolved(context: Context): boolean {
  return context.settings.adminUsers.some(
    (entry) => entry.includes('@') && pinnedAdmin(context.db, entry) === null,
  );
}

/**
 * The people alerted to trouble: the configured administrators and the appointed link-admins, else
 * the super-administrators.
 */
export function adminsToAlert(context: Context): MemberId[] {
  const configured = configuredAdmins(context).filter(
    (id) => readMember(context.db, id)?.isDeleted !== true,
  );
  const granted = listGrants(context.db)
    .filter((grant) => grant.role === 'link-admin')
    .map((grant) => grant.memberId)
    .filter((id) => rolesOf(context, id).has('link-admin'));
  const responsible = [...new Set([...configured, ...granted])];
  return responsible.length > 0 ? responsible : superAdministrators(context);
}
