import { languageOfWords } from '../language.ts';
import { inSenderLength, type NameParts, senderName } from '../text/names.ts';
import { fold } from '../text/text.ts';

/** A member's names as the directory has them (line-works.md §6). */
export interface DirectoryNames extends NameParts {
  readonly fullName: string;
  /** Each name in the order that its bearer writes it, with a locale such as `en_US`. */
  readonly otherNames: readonly { readonly language: string; readonly name: string }[];
}

/** The name by which a reader of some language knows a member. */
export interface ReadName {
  readonly name: string;
  /** The directory's main name, where it differs. */
  readonly home: string | null;
}

/**
 * A member's name for a reader of these languages, best first (BCP 47 tags or locales): the
 * directory's name in the first language it has, else its main name. A reader of Japanese needs no
 * second name beside a Japanese one.
 */
export function nameInLanguages(names: DirectoryNames, languages: readonly string[]): ReadName {
  const home = names.fullName;
  for (const language of languages) {
    if (subtagsOf(language)[0] === 'ja' && languageOfWords(home) === 'ja') break;
    const name = nameIn(names, language);
    if (name !== null) return { name, home: isSame(name, home) || !isNamed(names) ? null : home };
  }
  return { name: home, home: null };
}

/** Where a name is missing, an address stands in, which must not be shown beside another name. */
const isNamed = ({ lastName, firstName, nickName }: NameParts) =>
  [lastName, firstName, nickName].some((part) => part !== null && part.trim() !== '');

function nameIn({ otherNames }: DirectoryNames, language: string): string | null {
  const [wanted, ...variants] = subtagsOf(language);
  const names = otherNames.filter(
    ({ language, name }) => name.trim() !== '' && subtagsOf(language)[0] === wanted,
  );
  // Chinese has two scripts.
  const near = names.find(({ language }) => scriptOf(variants) === scriptOf(subtagsOf(language)));
  return (near ?? names[0])?.name ?? null;
}

const subtagsOf = (language: string) => language.toLowerCase().split(/[-_]/);

const TRADITIONAL = new Set(['hant', 'tw', 'hk', 'mo']);
const scriptOf = (subtags: readonly string[]) =>
  subtags.some((subtag) => TRADITIONAL.has(subtag)) ? 'traditional' : 'other';

const bare = (name: string) => fold(name).replaceAll(' ', '');
const isSame = (one: string, other: string) => bare(one) === bare(other);

/**
 * The name as `sender.name` for such a reader (line.md §2.8): at most 20 characters, without
 * "LINE", never empty. A name that is too long is cut to the family name.
 */
export function senderNameInLanguages(
  names: DirectoryNames,
  languages: readonly string[],
  fallback: string,
): string {
  const { name } = nameInLanguages(names, languages);
  const own = name === names.fullName ? '' : inSenderLength(name);
  return own === '' ? senderName(names, fallback) : own;
}
