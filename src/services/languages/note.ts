import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { type Language, languageOfWords } from '../../domain/language.ts';
import { noteLanguage, readLanguage } from '../../store/link.ts';

/** A member has used this language: the bots answer in it until the member chooses (DESIGN §7). */
export function noteLanguageUsed(
  context: Context,
  memberId: MemberId,
  language: Language | null,
): void {
  if (language !== null) noteLanguage(context.db, memberId, language);
}

/**
 * The same, guessed from words that are not ours. Speakers of any language type names and addresses
 * in Latin letters: such words count only while nothing better is known.
 */
export function noteLanguageGuessed(context: Context, memberId: MemberId, words: string): void {
  const language = languageOfWords(words);
  if (language === 'en' && readLanguage(context.db, memberId).how !== 'given') return;
  noteLanguageUsed(context, memberId, language);
}
