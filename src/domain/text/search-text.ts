import { foldName } from './fold-name.ts';

/** The texts by which a person may be found, besides ids. */
export interface Searchable {
  readonly fullName: string;
  readonly lastName: string | null;
  readonly firstName: string | null;
  /** The reading, family name first. */
  readonly phonetic: string | null;
  readonly nickName: string | null;
  readonly email: string | null;
  readonly otherNames: readonly { readonly name: string }[];
}

/** Everything that a search may match, folded, one per line. */
export function searchTextOf(person: Searchable): string {
  const { phonetic, lastName, firstName } = person;
  const parts = [
    person.fullName,
    `${lastName ?? ''}${firstName ?? ''}`,
    phonetic,
    phonetic?.replaceAll(' ', ''),
    ...halfReadNames(person).map((name) => name.replaceAll(' ', '')),
    person.nickName,
    person.email,
    ...person.otherNames.map((other) => other.name),
  ];
  return [...new Set(parts.map((part) => foldName(part ?? '')))]
    .filter((part) => part !== '')
    .join('\n');
}

/** 田中 ミサキ and タナカ 美咲, as people write who know only one half in kanji. */
export function halfReadNames({
  lastName,
  firstName,
  phonetic,
}: Pick<Searchable, 'lastName' | 'firstName' | 'phonetic'>): string[] {
  const [family, given, ...more] = phonetic?.split(' ') ?? [];
  if (!lastName || !firstName || !family || !given || more.length > 0) return [];
  return [`${lastName} ${given}`, `${family} ${firstName}`];
}
