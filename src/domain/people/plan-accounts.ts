import { talkIdOf } from '../addressee/talk-id.ts';
import type { MemberId, TalkId } from '../ids.ts';
import { type DirectoryFacts, isActive, type KnownLink, type Person } from './directory-facts.ts';
import { type FailureReason, registrationFault } from './registration.ts';

/** How a changed account affects a link member (DESIGN §6.2). */
export type AccountChange =
  | { readonly kind: 'renamed'; readonly memberId: MemberId; readonly talkId: TalkId }
  | { readonly kind: 'failed'; readonly memberId: MemberId; readonly reason: FailureReason };

/** Reasons that come from the rules, so the rules can also tell when they no longer hold. */
const BY_RULE: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'emoji-in-name',
  'line-in-name',
  'bad-login-id',
  'line-in-login-id',
  'reserved-login-id',
  'company-name',
  'talk-id-taken',
  'not-found',
  'suspended',
  'being-deleted',
  'no-login-id',
]);

/**
 * Judges the link members by their directory entries: whose Talk ID follows a changed login ID, who
 * now breaks a rule, and who may be registered now. All old IDs are released before new ones are
 * taken, so that two members may swap theirs.
 */
export function planAccounts(facts: DirectoryFacts): {
  readonly accounts: readonly AccountChange[];
  readonly register: readonly MemberId[];
} {
  const before = new Map(facts.known.map((person) => [person.memberId, person]));
  const read = new Map(facts.read.map((person) => [person.memberId, person]));
  const changed = new Set<MemberId>();
  const holders = new Map<TalkId, MemberId>();
  for (const link of facts.links) {
    const person = read.get(link.memberId);
    const old = before.get(link.memberId);
    const holds = link.talkId !== null;
    if (holds && person && old && !person.isDeleted && hasChanged(old, person)) {
      changed.add(link.memberId);
    } else if (link.talkId !== null) {
      holders.set(link.talkId, link.memberId);
    }
  }
  const judge = (person: Person) => judgePerson(person, facts.companyName, holders);

  const accounts: AccountChange[] = [];
  for (const link of inOrder(facts.links, read)) {
    const person = read.get(link.memberId);
    if (person === undefined || !changed.has(link.memberId)) continue;
    const { fault, talkId } = judge(person);
    if (fault !== null || talkId === null) {
      const reason = fault ?? 'no-login-id';
      accounts.push({ kind: 'failed', memberId: link.memberId, reason });
      continue;
    }
    holders.set(talkId, link.memberId);
    if (talkId !== link.talkId) {
      accounts.push({ kind: 'renamed', memberId: link.memberId, talkId });
    }
  }
  const register = facts.links
    .filter((link) => mayRegister(link, read.get(link.memberId), judge))
    .map((link) => link.memberId);
  return { accounts, register };
}

/** Puts keepers of an ID before those who want it, whatever the order of the rows. */
function inOrder(
  links: readonly KnownLink[],
  read: ReadonlyMap<MemberId, Person>,
): readonly KnownLink[] {
  const keeps = (link: KnownLink) =>
    talkIdOf(read.get(link.memberId)?.email ?? null) === link.talkId ? 0 : 1;
  return links.toSorted((one, other) => keeps(one) - keeps(other));
}

/** Compares only what the rules look at: a new department is no reason to judge a person again. */
function hasChanged(old: Person, now: Person): boolean {
  return (
    old.email !== now.email ||
    old.fullName !== now.fullName ||
    old.otherNames.join('\n') !== now.otherNames.join('\n')
  );
}

function judgePerson(
  person: Person,
  companyName: string,
  holders: ReadonlyMap<TalkId, MemberId>,
): { readonly fault: FailureReason | null; readonly talkId: TalkId | null } {
  const talkId = talkIdOf(person.email);
  const holder = talkId === null ? undefined : holders.get(talkId);
  const talkIdTakenByOther = holder !== undefined && holder !== person.memberId;
  // A suspension is an absence, not a fault of the account.
  const member = { ...person, isSuspended: false };
  return { fault: registrationFault({ member, companyName, talkIdTakenByOther }), talkId };
}

/** A person who waited for the account to become usable, or whose fault has been fixed. */
function mayRegister(
  link: KnownLink,
  person: Person | undefined,
  judge: (person: Person) => { readonly fault: FailureReason | null },
): boolean {
  if (person === undefined || !isActive(person)) return false;
  if (link.status === 'pending') return link.talkId === null;
  if (link.status !== 'failed' || link.reason === null || !BY_RULE.has(link.reason)) return false;
  return judge(person).fault === null;
}
