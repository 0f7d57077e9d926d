import type { Context } from '../../context.ts';
import { type Match, matcherOf, needlesOf } from '../../domain/people/match-person.ts';
import { LONGEST_NAME, type Reading, readPeople } from '../../domain/people/read-people.ts';
import { type KnownMember, type Member, membersCalled } from '../../store/people/members.ts';

export type Found =
  | { readonly kind: 'one'; readonly member: Member }
  | { readonly kind: 'several'; readonly members: readonly Member[] }
  | { readonly kind: 'none' };

export interface FindOptions {
  /** Also people marked as deleted in the directory. */
  readonly alsoDeleted?: boolean;
}

const MOST_CANDIDATES = 50;
/** Words of a search that the store filters by; the rest is matched in its results. */
const MOST_FILTERS = 8;
const wordsOf = (said: string) => said.trim().split(/\s+/u);

/**
 * The person `<who>` names: by userId, account, e-mail or Talk ID; else by a whole name in any
 * language; else by a part of one.
 */
export function findMember(context: Context, who: string, options: FindOptions = {}): Found {
  return foundOf(matcherOf(candidates(context, [who, ...wordsOf(who)], options)).anyone(who));
}

function foundOf(match: Match<KnownMember>): Found {
  if (match.kind === 'none') return match;
  const [member, ...others] = match.people;
  return others.length === 0
    ? { kind: 'one', member }
    : { kind: 'several', members: match.people.slice(0, MOST_CANDIDATES) };
}

/** The people in a list of names; a stretch is words parted by spaces only. */
export function findPeople(
  context: Context,
  stretches: readonly (readonly string[])[],
  options: FindOptions = {},
): Reading<Member>[] {
  return readPeople(candidates(context, stretches.flat(), options), stretches);
}

/** The people named first in a text: the most words that form a name, else the first alone. */
export function findFirst(
  context: Context,
  words: readonly string[],
  options: FindOptions = {},
): { readonly found: Found; readonly count: number } {
  const some = words.slice(0, LONGEST_NAME);
  const matcher = matcherOf(candidates(context, some, options));
  for (let count = some.length; count > 1; count -= 1) {
    const found = foundOf(matcher.named(some.slice(0, count)));
    if (found.kind !== 'none') return { found, count };
  }
  return { found: findMember(context, some[0] ?? '', options), count: 1 };
}

/** Everyone who matches the words, together or apart; the holder of a Talk ID first. */
export function searchMembers(context: Context, needle: string): Member[] {
  const words = wordsOf(needle);
  const each = words.slice(0, MOST_FILTERS).map(needlesOf);
  return matcherOf(candidates(context, [needle, ...words], {}, each)).holding(needle);
}

function candidates(
  context: Context,
  words: readonly string[],
  { alsoDeleted = false }: FindOptions,
  each: readonly (readonly string[])[] = [],
): KnownMember[] {
  const ids = words.map((word) => word.trim());
  const called = membersCalled(context.db, ids, [...new Set(words.flatMap(needlesOf))], each);
  return called.filter((member) => alsoDeleted || !member.isDeleted);
}
