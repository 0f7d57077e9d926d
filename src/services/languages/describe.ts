import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { clip } from '../../domain/text/text.ts';
import { readLanguage } from '../../store/link.ts';
import { wordsForMember } from '../say/reader.ts';

const SAID_MAX = 50;

/** The language a member is answered in, and why. `example` chooses another. */
export function describeLanguage(context: Context, memberId: MemberId, example: string): string {
  const { languages } = wordsForMember(context, memberId);
  const { language, how } = readLanguage(context.db, memberId);
  const state = how === 'chosen' ? languages.chosen : languages.following;
  return `${state(languages.names[language])}\n${languages.choose(example)}`;
}

/** Says that we do not speak a language, and which ones we do. */
export function unknownLanguage(
  context: Context,
  memberId: MemberId,
  said: string,
  example: string,
): string {
  const { languages, layout } = wordsForMember(context, memberId);
  const all = LANGUAGES.map((language) => layout.beside(languages.names[language], language));
  return languages.unknown(clip(said, SAID_MAX), all.join(layout.between), example);
}
