import type { Context } from '../../context.ts';
import { memberId } from '../../domain/ids.ts';
import type { Person } from '../../domain/people/directory-facts.ts';
import { displayName } from '../../domain/text/names.ts';
import { readingKey } from '../../domain/text/reading-key.ts';
import { type Searchable, searchTextOf } from '../../domain/text/search-text.ts';
import type { DirectoryUser } from '../../platforms/line-works/directory.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { type Member, readMember, saveMember } from '../../store/people/members.ts';

/** Stores one person as the directory shows them now. */
export function storeUser(context: Context, user: DirectoryUser): void {
  const known = readMember(context.db, memberId(user.userId));
  const fresh = toMember(user, known, context.clock.now());
  // A person marked as deleted whom we never knew needs no row.
  const linked = readLinkMember(context.db, fresh.memberId) !== null;
  if (known === null && user.isDeleted && !linked) return;
  saveMember(context.db, fresh);
}

/**
 * A person's row. A login ID that one reading does not show is kept: treating it as lost would cost
 * the person their Talk ID.
 */
export function toMember(user: DirectoryUser, known: Member | null, readAt: number): Member {
  const email = user.email ?? known?.email ?? null;
  const fullName =
    displayName({ lastName: user.lastName, firstName: user.firstName, nickName: user.nickName }) ||
    (email ?? user.userId);
  const phonetic =
    [user.phoneticLastName, user.phoneticFirstName].filter(Boolean).join(' ') || null;
  const names = {
    email,
    fullName,
    lastName: user.lastName,
    firstName: user.firstName,
    phonetic,
    nickName: user.nickName,
    otherNames: user.otherNames,
  };
  return {
    memberId: memberId(user.userId),
    ...names,
    department: user.department,
    position: user.position,
    isAdministrator: user.isAdministrator,
    isSuspended: user.isSuspended,
    isWaiting: user.isAwaiting || user.isPending || (user.activationAt ?? 0) > readAt,
    isDeleted: user.isDeleted,
    isOnLeave: user.isOnLeave,
    ...(known !== null && isCalled(known, names) ? foldedOf(known) : foldedNames(names)),
    readAt,
    refusedSender: known?.refusedSender ?? null,
    refusedSenderAt: known?.refusedSenderAt ?? null,
    locale: user.locale ?? known?.locale ?? null,
  };
}

/** The forms by which a member is found and sorted. */
export const foldedNames = (names: Searchable) => ({
  searchText: searchTextOf(names),
  readingKey: readingKey(names),
});

const foldedOf = ({ searchText, readingKey }: Member) => ({ searchText, readingKey });

/** Of the thousands read again and again most keep their name: their folded forms are reused. */
function isCalled(known: Member, now: Searchable): boolean {
  const [before, after] = [known.otherNames, now.otherNames];
  return (
    known.readingKey !== null &&
    known.fullName === now.fullName &&
    known.lastName === now.lastName &&
    known.firstName === now.firstName &&
    known.phonetic === now.phonetic &&
    known.nickName === now.nickName &&
    known.email === now.email &&
    before.length === after.length &&
    before.every(({ name }, at) => name === after[at]?.name)
  );
}

/** A member in the form that the rules use. */
export function toPerson(member: Member): Person {
  return { ...member, otherNames: namesBesides(member) };
}

/** Names in other languages, and the nickname. */
export const namesBesides = (member: Member): string[] =>
  [...member.otherNames.map((other) => other.name), member.nickName ?? ''].filter(Boolean);
