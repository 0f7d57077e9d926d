import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { type Language, languageOfWords } from '../../domain/language.ts';
import { noteLanguage, readLanguage } from '../../store/link.ts';

/** Somebody has used this language, and is answered in it until they choose one (DESIGN §7). */
export function noteLanguageUsed(
  context: Context,
  memberId: MemberId,
  language: Language | null,
): void {
  if (language !== null) noteLanguage(context.db, memberId, language);
}

/**
 * The same from words that are no words of ours. Names and addresses are typed in Latin letters by people of
 * any language: those tell something only while nothing better is known.
 */
export function noteLanguageGuessed(context: Context, memberId: MemberId, words: string): void {
  const language = languageOfWords(words);
  if (language === 'en' && readLanguage(context.db, memberId).how !== 'given') return;
  noteLanguageUsed(context, memberId, language);
}
