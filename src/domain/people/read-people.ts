import { foldName } from '../text/fold-name.ts';
import { type Findable, type Match, type Matcher, matcherOf } from './match-person.ts';

/** What a stretch of words in a list of people stands for. */
export type Reading<Person> =
  | { readonly kind: 'one'; readonly said: string; readonly person: Person }
  /** Several people match: the writer must say which one. */
  | { readonly kind: 'several'; readonly said: string; readonly people: readonly Person[] }
  | { readonly kind: 'none'; readonly said: string };

/** No name has more words than this. */
export const LONGEST_NAME = 8;

/**
 * Finds the people that a list of names means. A stretch is words without a comma, line break or
 * quotation mark between them: in it the longest run of words that names a person counts, and one
 * word of an unknown name finds no person: `田中 美咲` does not mean 田中 大輔. Every word comes back in
 * some reading.
 */
export function readPeople<Person extends Findable>(
  people: readonly Person[],
  stretches: readonly (readonly string[])[],
): Reading<Person>[] {
  const matcher = matcherOf(people);
  return stretches.flatMap((words) => {
    const runs: Run<Person>[] = [];
    for (let at = 0; at < words.length; ) {
      const run = longestRun(words, at, matcher);
      const previous = runs.at(-1);
      const both = previous === undefined ? null : joined(previous, run);
      if (both !== null) runs.pop();
      runs.push(both ?? run);
      at += run.count;
    }
    return runs.map(readingOf);
  });
}

/** Words read together. */
interface Run<Person> {
  readonly said: string;
  readonly count: number;
  readonly found: Match<Person>;
}

function longestRun<Person>(
  words: readonly string[],
  at: number,
  matcher: Matcher<Person>,
): Run<Person> {
  const most = Math.min(LONGEST_NAME, words.length - at);
  for (let count = most; count > 1; count -= 1) {
    const run = words.slice(at, at + count);
    const found = matcher.named(run);
    if (found.kind === 'some') return { said: run.join(' '), count, found };
  }
  const said = words[at] ?? '';
  return { said, count: 1, found: matcher.anyone(said) };
}

function readingOf<Person>({ said, found }: Run<Person>): Reading<Person> {
  if (found.kind === 'none') return { kind: 'none', said };
  const [person, ...others] = found.people;
  return others.length === 0
    ? { kind: 'one', said, person }
    : { kind: 'several', said, people: found.people };
}

/**
 * Two neighbours that turn out to be one name; null when each stands for itself, as two family
 * names do. An identity that is unique to one person, and a full name, always stand for themselves.
 */
function joined<Person extends Findable>(one: Run<Person>, next: Run<Person>): Run<Person> | null {
  const [first, second] = [one.found, next.found];
  if (isClear(one) || isClear(next)) return null;
  const both = { said: `${one.said} ${next.said}`, count: one.count + next.count };
  const nobody: Run<Person> = { ...both, found: { kind: 'none' } };
  if (first.kind === 'none') {
    return second.kind === 'some' && mayEnd(one.said, second.people, next.said) ? nobody : null;
  }
  if (second.kind === 'none') return mayBegin(first.people, one.said) ? nobody : null;
  const [person, ...others] = first.people.filter((each) => second.people.includes(each));
  if (person !== undefined) {
    return { ...both, found: { kind: 'some', people: [person, ...others], how: 'name' } };
  }
  return areApart(partOf(first.people, one.said), partOf(second.people, next.said)) ? null : nobody;
}

const isClear = <Person>({ found, count }: Run<Person>) =>
  found.kind === 'some' && (found.how === 'identity' || (found.how === 'name' && count > 1));

/** In Latin letters either name may come first. */
const isLatin = (said: string) => /^[\p{Script=Latin}\p{M}'.-]+$/u.test(said);

const mayBegin = (people: readonly Findable[], said: string) =>
  isLatin(said) || partOf(people, said) !== 'given';

const mayEnd = (unknown: string, people: readonly Findable[], said: string) =>
  isLatin(unknown) || partOf(people, said) === 'given';

type NamePart = 'family' | 'given' | null;

/** A family name in front, or a given name behind, lacks its other half. */
const areApart = (first: NamePart, second: NamePart) =>
  first === second || (first === null && second === 'family');

/** The name part by which all of these people were found, if it is the same one. */
function partOf(people: readonly Findable[], said: string): NamePart {
  const word = foldName(said);
  const isAmong = (names: readonly (string | null | undefined)[]) =>
    names.some((name) => name != null && foldName(name) === word);
  const [families, givens] = [
    people.every(({ lastName, phonetic }) => isAmong([lastName, phonetic?.split(' ')[0]])),
    people.every(({ firstName, phonetic }) => isAmong([firstName, phonetic?.split(' ')[1]])),
  ];
  if (families === givens) return null;
  return families ? 'family' : 'given';
}
