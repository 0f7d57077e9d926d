import { nameInLanguages } from '../../src/domain/people/member-names.ts';
import { fold } from '../../src/domain/text/text.ts';
import { readerOf } from '../../src/services/say/reader.ts';
import { readName } from '../../src/services/say/shown-name.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Words } from '../../src/words/words.ts';

/** What a person is called in a sentence: first as readers of these words write the name. */
export const personName = (words: Words, member: Member): string =>
  readName(member, readerOf(words));

/** The same where there is no room for a second name. */
export const shortName = (words: Words, member: Member): string =>
  readName(member, readerOf(words), 0);

const bare = (name: string) => fold(name).replaceAll(' ', '');

/** A person in a list, with every name that the directory has: グエン ラン（Lan Nguyen）, Lan Nguyen (グエン ラン). */
export function personTitle({ language, layout }: Words, member: Member): string {
  const { name } = nameInLanguages(member, [language]);
  const known = new Set([bare(name)]);
  const others = [member.fullName, ...member.otherNames.map((other) => other.name)].filter(
    (other) => {
      const isNew = other.trim() !== '' && !known.has(bare(other));
      known.add(bare(other));
      return isNew;
    },
  );
  return others.length > 0 ? layout.beside(name, others.join(layout.between)) : name;
}
