import { eq } from 'drizzle-orm';
import { type Context, record } from '../context.ts';
import { SYSTEM } from '../domain/audit.ts';
import { type MemberId, memberId as toMemberId } from '../domain/ids.ts';
import { memberByEmail, pinAdmin, pinnedAdmin, readMember } from '../store/members.ts';
import { members } from '../store/schema.ts';

/** What a person may do with the admin bot. Neither includes the other (DESIGN §6.9). */
export type Role = 'link-admin' | 'auditor';

const EVERYTHING: ReadonlySet<Role> = new Set(['link-admin', 'auditor']);
const NOTHING: ReadonlySet<Role> = new Set();

/** The roles of a member. Whoever is not known to have one has none. */
export function rolesOf(context: Context, memberId: MemberId): ReadonlySet<Role> {
  if (configuredAdmins(context).includes(memberId)) return EVERYTHING;
  const member = readMember(context.db, memberId);
  const inGoodStanding = member !== null && !member.isSuspended && !member.isDeleted;
  return inGoodStanding && member.isAdministrator ? EVERYTHING : NOTHING;
}

/**
 * `ADMIN_USERS` as userIds. An account is looked up once and pinned: whoever gets that account later
 * does not become an administrator by it.
 */
export function configuredAdmins(context: Context): MemberId[] {
  return context.settings.adminUsers.flatMap((entry) => {
    if (!entry.includes('@')) return [toMemberId(entry)];
    return pinnedAdmin(context.db, entry) ?? [];
  });
}

/** Pins accounts of `ADMIN_USERS` that the directory knows by now. */
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
      facts: { entry },
    });
  }
}

/** Whether an entry of `ADMIN_USERS` still waits for the directory. */
export function adminsUnresolved(context: Context): boolean {
  return context.settings.adminUsers.some(
    (entry) => entry.includes('@') && pinnedAdmin(context.db, entry) === null,
  );
}

/** Who hears of trouble: the configured administrators, else the super-administrators. */
export function adminsToAlert(context: Context): MemberId[] {
  const configured = configuredAdmins(context).filter(
    (id) => readMember(context.db, id)?.isDeleted !== true,
  );
  if (configured.length > 0) return configured;
  return context.db
    .select({ memberId: members.memberId })
    .from(members)
    .where(eq(members.isAdministrator, true))
    .all()
    .map((row) => row.memberId);
}
