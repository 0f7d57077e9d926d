import * as z from 'zod';
import { LONGEST_NAME } from '../../src/domain/people/read-people.ts';
import { clip } from '../../src/domain/text/text.ts';
import { stretchesOf } from '../../src/domain/text/tokens.ts';
import { findPeople } from '../../src/services/members/find.ts';
import { readLinkMember } from '../../src/store/people/link-members.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Session } from '../command.ts';
import { personName } from './person-name.ts';

/** The parts of a list of names, as `takesPeople` gives them. */
export const somebody = z.array(z.string()).min(1);

/** Whom one command is about at most. */
const MOST_PEOPLE = 50;
const MOST_WORDS = MOST_PEOPLE * LONGEST_NAME;
const SAID_MAX = 100;

/** Words that fit several people. */
export interface Unclear {
  readonly said: string;
  readonly people: readonly Member[];
}

/** Whom a list of names means. Everybody and everything that was written is in one of these, once. */
export interface PeopleMeant {
  readonly clear: readonly Member[];
  readonly unclear: readonly Unclear[];
  /** Found, but no link members, where only those can be meant. */
  readonly notLinked: readonly string[];
  readonly unknown: readonly string[];
  /** Beyond what one command may be about. */
  readonly leftOut: readonly string[];
}

/** Reads a list of names; each person is meant once. */
export function peopleMeant(
  session: Session,
  parts: readonly string[],
  {
    linkedOnly = false,
    alsoDeleted = false,
  }: { readonly linkedOnly?: boolean; readonly alsoDeleted?: boolean } = {},
): PeopleMeant {
  const { read, beyond } = firstWords(parts.flatMap(stretchesOf));
  const clear = new Map<string, Member>();
  const unclear = new Map<string, Unclear>();
  const notLinked = new Set<string>();
  const unknown = new Set<string>();
  const leftOut = new Set<string>();
  for (const reading of findPeople(session.context, read, { alsoDeleted })) {
    const { said } = reading;
    if (reading.kind === 'none') {
      unknown.add(said);
      continue;
    }
    const found = reading.kind === 'one' ? [reading.person] : reading.people;
    const people = linkedOnly ? linkedOf(session, found) : found;
    const [only, ...others] = people;
    const name = found.length === 1 ? nameOf(session, found[0], said) : said;
    if (only === undefined) notLinked.add(name);
    else if (others.length === 0 && clear.has(only.memberId)) continue;
    else if (clear.size + unclear.size >= MOST_PEOPLE) leftOut.add(name);
    else if (others.length === 0) clear.set(only.memberId, only);
    else unclear.set(said, { said, people });
  }
  return {
    clear: [...clear.values()],
    unclear: [...unclear.values()],
    notLinked: [...notLinked],
    unknown: [...unknown],
    leftOut: [...leftOut, ...beyond],
  };
}

const nameOf = ({ words }: Session, member: Member | undefined, said: string) =>
  member === undefined ? said : personName(words, member);

const linkedOf = ({ context }: Session, members: readonly Member[]) =>
  members.filter((member) => readLinkMember(context.db, member.memberId) !== null);

/**
 * As much of a list as is read, and the words that are not. The last words are not read where they could begin
 * a name that goes on beyond: `田中` of 田中 美咲 may be another person.
 */
export function firstWords(stretches: readonly (readonly string[])[]) {
  let room = MOST_WORDS;
  const read: (readonly string[])[] = [];
  const beyond: string[] = [];
  for (const words of stretches) {
    const count = words.length <= room ? words.length : Math.max(0, room - (LONGEST_NAME - 1));
    if (count > 0) read.push(words.slice(0, count));
    beyond.push(...words.slice(count));
    room = count < words.length ? 0 : room - count;
  }
  return { read, beyond };
}

/** The lines about unknown names, about people who are no link members, and about names beyond the limit. */
export function describeRest({ words }: Session, meant: PeopleMeant): string[] {
  const { admin, layout } = words;
  const { unknown, notLinked, leftOut } = meant;
  return [
    ...unknown.map((said) => admin.notFound(clip(said, SAID_MAX))),
    // `田中 美咲` names no one person: the two words may have been two people.
    ...(unknown.some((said) => said.includes(' ')) ? [admin.partNames] : []),
    ...notLinked.map((name) => admin.notLinkMember(name)),
    ...(leftOut.length > 0
      ? [admin.leftOut(MOST_PEOPLE, leftOut.length, leftOut.join(layout.between))]
      : []),
  ];
}
