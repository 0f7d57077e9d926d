import { type Context, record } from '../context.ts';
import { SYSTEM } from '../domain/audit.ts';
import { memberId } from '../domain/ids.ts';
import { displayName } from '../domain/names.ts';
import { fold } from '../domain/text.ts';
import type { WorksClient } from '../platforms/line-works/client.ts';
import type { DirectoryUser } from '../platforms/line-works/directory.ts';
import { readLinkMember } from '../store/link-members.ts';
import { countMembers, type Member, readMember, saveMember } from '../store/members.ts';
import { pinConfiguredAdmins } from './roles.ts';

export type DirectoryRead =
  | { readonly kind: 'read'; readonly members: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly detail: string };

/** More pages than any company has: a cursor that never ends is a fault, not a company. */
const MOST_PAGES = 1000;

/**
 * Reads the whole directory, at most 100 a page, and stores what it says. An empty answer is reported
 * and changes nothing: it can be an artefact of the API (line-works.md §6, §11).
 */
export async function readDirectory(
  context: Context,
  works: Pick<WorksClient, 'listUsers'>,
): Promise<DirectoryRead> {
  const users: DirectoryUser[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const outcome: Awaited<ReturnType<WorksClient['listUsers']>> = await works.listUsers(cursor);
    if (outcome.kind !== 'sent') {
      return { kind: 'failed', detail: outcome.kind === 'withheld' ? 'withheld' : outcome.detail };
    }
    users.push(...outcome.answer.users);
    cursor = outcome.answer.nextCursor;
    if (cursor === null) break;
  }
  return context.store.transaction(() => storeDirectory(context, users));
}

function storeDirectory(context: Context, users: readonly DirectoryUser[]): DirectoryRead {
  if (users.length === 0) return { kind: 'empty' };
  const before = countMembers(context.db);
  for (const user of users) storeUser(context, user);
  pinConfiguredAdmins(context);
  const after = countMembers(context.db);
  if (after !== before) {
    record(context, {
      action: 'directory.read',
      actor: SYSTEM,
      outcome: 'ok',
      facts: { before, after },
    });
  }
  return { kind: 'read', members: users.length };
}

/** Stores one person as the directory shows them now. */
export function storeUser(context: Context, user: DirectoryUser): void {
  const known = readMember(context.db, memberId(user.userId));
  const fresh = toMember(user, context.clock.now());
  // Somebody whom the directory marks as deleted and whom we never knew needs no row.
  if (known === null && user.isDeleted && readLinkMember(context.db, fresh.memberId) === null)
    return;
  saveMember(context.db, fresh);
}

function toMember(user: DirectoryUser, readAt: number): Member {
  const fullName =
    displayName({ lastName: user.lastName, firstName: user.firstName, nickName: user.nickName }) ||
    (user.email ?? user.userId);
  const phonetic =
    [user.phoneticLastName, user.phoneticFirstName].filter(Boolean).join(' ') || null;
  const searchable = [
    fullName,
    `${user.lastName ?? ''}${user.firstName ?? ''}`,
    phonetic,
    phonetic?.replaceAll(' ', ''),
    user.nickName,
    user.email,
    ...user.otherNames.map((other) => other.name),
  ];
  return {
    memberId: memberId(user.userId),
    email: user.email,
    fullName,
    lastName: user.lastName,
    firstName: user.firstName,
    phonetic,
    nickName: user.nickName,
    otherNames: user.otherNames,
    department: user.department,
    position: user.position,
    isAdministrator: user.isAdministrator,
    isSuspended: user.isSuspended,
    isWaiting: user.isAwaiting || user.isPending,
    isDeleted: user.isDeleted,
    isOnLeave: user.isOnLeave,
    searchText: searchable
      .filter((part): part is string => Boolean(part))
      .map(fold)
      .join('\n'),
    readAt,
  };
}
