import { foldId, QUOTES } from '../text/fold-id.ts';
import { foldName } from '../text/fold-name.ts';
import { halfReadNames } from '../text/search-text.ts';
import { fold } from '../text/text.ts';

/** A member as people name one: by userId, Talk ID, account, e-mail, or a name in any language. */
export interface Findable {
  readonly memberId: string;
  readonly isDeleted: boolean;
  readonly email: string | null;
  readonly talkId: string | null;
  readonly fullName: string;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly nickName: string | null;
  readonly phonetic: string | null;
  readonly otherNames: readonly { readonly name: string }[];
  /** All of these, as `searchTextOf` folds them. */
  readonly searchText: string;
}

export type Match<Person> =
  | {
      readonly kind: 'some';
      readonly people: readonly [Person, ...Person[]];
      /** By something unique to one person, by a whole name, or by a part of something. */
      readonly how: 'identity' | 'name' | 'part';
    }
  | { readonly kind: 'none' };

/** Looks people up by what was typed. */
export interface Matcher<Person> {
  /** Matches anything: part of a name is enough. */
  anyone(said: string): Match<Person>;
  /** Matches several words that form a whole name, or are words of one name, in any order. */
  named(words: readonly string[]): Match<Person>;
  /**
   * Everyone whose search text holds the phrase, or else each of its words; the holder of that Talk
   * ID comes first.
   */
  holding(said: string): Person[];
}

const AROUND = String.raw`[\s${QUOTES}]`;
const QUOTED = new RegExp(`^${AROUND}+|(?<!${AROUND})${AROUND}+$`, 'gv');

/** Strips the quotation marks and brackets around a text. */
const unquoted = (said: string) => said.normalize('NFKC').replace(QUOTED, '');

/** The forms of a phrase that a person's search text may hold. */
export function needlesOf(said: string): string[] {
  return [...new Set([said, unquoted(said)].flatMap(formsOf))];
}

/** The phrase as it may be written, and as names are folded. */
const formsOf = (said: string) =>
  [...new Set([foldName(said), fold(said), foldId(said)])].filter((form) => form !== '');

/** Two names with equal bare forms differ only in width, case, spacing, dashes or kind of kana. */
const bare = (name: string) => foldName(name).replaceAll(' ', '');

const wholeNames = (person: Findable): string[] =>
  [
    person.fullName,
    `${person.lastName ?? ''} ${person.firstName ?? ''}`,
    person.nickName ?? '',
    person.phonetic ?? '',
    ...halfReadNames(person),
    ...person.otherNames.map((other) => other.name),
  ].filter((name) => bare(name) !== '');

export function matcherOf<Person extends Findable>(people: readonly Person[]): Matcher<Person> {
  const known = people.map((person) => ({
    person,
    // Built on first use: thousands of people may hold a word, and their names may never be needed.
    names: once(() => new Set(wholeNames(person).map(bare))),
    words: once(() => wholeNames(person).map((name) => new Set(foldName(name).split(' ')))),
  }));
  const hits = new Map<string, typeof known>();
  /** The people whose search text holds the word. Often asked about the same word. */
  const containing = (said: string): typeof known => {
    const before = hits.get(said);
    if (before !== undefined) return before;
    const needles = formsOf(said);
    const found = known.filter(({ person }) =>
      needles.some((needle) => person.searchText.includes(needle)),
    );
    hits.set(said, found);
    return found;
  };
  const anyone = (said: string): Match<Person> => {
    const identity = byIdentity(people, said);
    if (identity !== null) return { kind: 'some', people: [identity], how: 'identity' };
    const wanted = bare(said);
    const whole = known.filter(({ names }) => names().has(wanted));
    return whole.length > 0 ? match(whole, 'name') : match(containing(said), 'part');
  };
  const named = (words: readonly string[]): Match<Person> => {
    const among = containing(words[0] ?? '');
    const [wanted, said] = [words.map(foldName), bare(words.join(' '))];
    const whole = among.filter(({ names }) => names().has(said));
    if (whole.length > 0 || new Set(wanted).size < wanted.length) return match(whole, 'name');
    return match(
      among.filter((each) => each.words().some((name) => wanted.every((word) => name.has(word)))),
      'name',
    );
  };
  const namedIn = (said: string) => orUnquoted(said, (text) => named(text.split(/\s+/u)));
  const holding = (said: string): Person[] => {
    const holder = byIdentity(people, said);
    const whole = containing(said);
    const each = unquoted(said)
      .split(/\s+/u)
      .map((word) => new Set(containing(word)));
    const found =
      whole.length > 0 ? whole : known.filter((person) => each.every((hit) => hit.has(person)));
    const others = found.map(({ person }) => person).filter((person) => person !== holder);
    return holder === null ? others : [holder, ...others];
  };
  return {
    holding,
    anyone: (said) => {
      const found = orUnquoted(said, anyone);
      return found.kind === 'none' && /\S\s+\S/u.test(said) ? namedIn(said) : found;
    },
    named: (words) => namedIn(words.join(' ')),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function orUnquoted<Person>(said: string, find: (said: string) => Match<Person>): Match<Person> {
  const found = find(said);
  const inside = unquoted(said);
  return found.kind === 'some' || inside === '' || inside === said ? found : find(inside);
}

function match<Person>(
  found: readonly { readonly person: Person }[],
  how: 'name' | 'part',
): Match<Person> {
  const [first, ...others] = found.map(({ person }) => person);
  return first === undefined ? { kind: 'none' } : { kind: 'some', people: [first, ...others], how };
}

/** The person with this userId, Talk ID, e-mail or account. */
function byIdentity<Person extends Findable>(
  people: readonly Person[],
  said: string,
): Person | null {
  const id = foldId(said);
  const holder =
    people.find(({ memberId }) => memberId === said.trim()) ??
    people.find(({ talkId }) => talkId !== null && talkId === id);
  if (holder !== undefined) return holder;
  if (id.includes('@')) return people.find(({ email }) => email?.toLowerCase() === id) ?? null;
  const [only, ...others] = people.filter(
    ({ email, isDeleted }) => !isDeleted && email?.toLowerCase().split('@')[0] === id,
  );
  return others.length === 0 ? (only ?? null) : null;
}
