import { DAY_MS } from '../durations.ts';
import type { MemberId } from '../ids.ts';
import {
  type AbsenceKind,
  type DirectoryFacts,
  isActive,
  type KnownLink,
  type Person,
} from './directory-facts.ts';
import { type AccountChange, planAccounts } from './plan-accounts.ts';

export type DirectoryPlan =
  | { readonly kind: 'suspicious'; readonly known: number; readonly active: number }
  | ({ readonly kind: 'apply' } & DirectoryChanges);

export interface DirectoryChanges {
  /** People who become link members. */
  readonly add: readonly MemberId[];
  /** People to add as soon as they can be added. */
  readonly newcomers: readonly MemberId[];
  /** No longer newcomers: added, or never became addable. */
  readonly settled: readonly MemberId[];
  readonly accounts: readonly AccountChange[];
  /** Link members whose registration can now be tried (again). */
  readonly register: readonly MemberId[];
  readonly missing: readonly {
    readonly memberId: MemberId;
    readonly since: number;
    readonly polls: number;
  }[];
  readonly back: readonly MemberId[];
  /** People missing for long enough to count as removed. */
  readonly gone: readonly MemberId[];
  readonly absent: readonly { readonly memberId: MemberId; readonly kind: AbsenceKind }[];
  readonly present: readonly MemberId[];
}

/** LINE WORKS' own pending deletion (line-works.md §6). */
const GRACE_MS = 7 * DAY_MS;
const GRACE_POLLS = 2;
/** In a smaller company half the people may really leave at once. */
const HALVING_MATTERS_FROM = 4;

/** Plans what a reading of the directory changes (DESIGN §6.1, §6.2). */
export function planDirectory(facts: DirectoryFacts): DirectoryPlan {
  const known = facts.known.filter((person) => !person.isDeleted && person.missing === null).length;
  const active = facts.read.filter((person) => !person.isDeleted).length;
  const expected = facts.acceptedActive ?? known;
  if (isSuspicious(expected, active)) return { kind: 'suspicious', known, active };
  const links = new Map(facts.links.map((link) => [link.memberId, link]));
  const read = new Map(facts.read.map((person) => [person.memberId, person]));
  return {
    kind: 'apply',
    ...planNewcomers(facts, links),
    ...planAccounts(facts),
    ...planMissing(facts, links, read),
    ...planAbsences(facts, read),
  };
}

/** Whether a reading has found anything but what was known. */
export const changesAnything = (changes: DirectoryChanges): boolean =>
  Object.values(changes).some((list) => Array.isArray(list) && list.length > 0);

/** Empty or under half (line-works.md §11: a wrong page size reads as "all members removed"). */
function isSuspicious(expected: number, active: number): boolean {
  if (active === 0) return expected > 0;
  return expected >= HALVING_MATTERS_FROM && active * 2 < expected;
}

function planNewcomers(facts: DirectoryFacts, links: ReadonlyMap<MemberId, KnownLink>) {
  const { enabled, everyone, autoAdd } = facts.link;
  const knownIds = new Set(facts.known.map((person) => person.memberId));
  const isNew = (id: MemberId) =>
    facts.newcomers.has(id) || (knownIds.size > 0 && !knownIds.has(id));
  const add: MemberId[] = [];
  const newcomers: MemberId[] = [];
  for (const person of facts.read) {
    const { memberId } = person;
    if (links.has(memberId) || person.isDeleted) continue;
    const wanted = everyone || (autoAdd && isNew(memberId));
    if (wanted && enabled && isActive(person)) add.push(memberId);
    else if (wanted && !everyone && !facts.newcomers.has(memberId)) newcomers.push(memberId);
  }
  const added = new Set(add);
  const settled = [...facts.newcomers].filter((id) => !autoAdd || added.has(id) || links.has(id));
  return { add, newcomers, settled };
}

function planMissing(
  facts: DirectoryFacts,
  links: ReadonlyMap<MemberId, KnownLink>,
  read: ReadonlyMap<MemberId, Person>,
) {
  const missing: DirectoryChanges['missing'][number][] = [];
  const back: MemberId[] = [];
  const gone: MemberId[] = [];
  for (const person of facts.known) {
    const { memberId } = person;
    const shown = read.get(memberId);
    if (shown !== undefined && !shown.isDeleted) {
      if (person.missing !== null) back.push(memberId);
      continue;
    }
    // A deleted person without any ties to the link does not count.
    if (person.isDeleted && person.missing === null && !links.has(memberId)) continue;
    const since = person.missing?.since ?? facts.now;
    const polls = (person.missing?.polls ?? 0) + 1;
    if (polls >= GRACE_POLLS && facts.now - since >= GRACE_MS) gone.push(memberId);
    else if (polls <= GRACE_POLLS) missing.push({ memberId, since, polls });
  }
  return { missing, back, gone };
}

function planAbsences(facts: DirectoryFacts, read: ReadonlyMap<MemberId, Person>) {
  const absent: DirectoryChanges['absent'][number][] = [];
  const present: MemberId[] = [];
  for (const { memberId, status, absence } of facts.links) {
    const person = read.get(memberId);
    if (person === undefined) continue;
    const linked = status === 'available' || status === 'retrying';
    const kind = linked ? absenceOf(person) : null;
    if (kind !== null && kind !== absence) absent.push({ memberId, kind });
    // The directory cannot tell whether the bot reaches a person: a delivery does.
    if (kind === null && absence !== null && absence !== 'unreachable') present.push(memberId);
  }
  return { absent, present };
}

function absenceOf(person: Person): AbsenceKind | null {
  if (person.isSuspended) return 'suspended';
  return person.isOnLeave ? 'on-leave' : null;
}
