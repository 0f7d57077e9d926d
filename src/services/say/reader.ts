import type { Context } from '../../context.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { languageOf } from '../../domain/language.ts';
import { readLineUser } from '../../store/line/line-users.ts';
import { languageOfMember, readLink } from '../../store/link.ts';
import { type Words, wordsOf } from '../../words/words.ts';

/** A reader: their words, and the languages they read names in, the best first. */
export interface Reader {
  readonly words: Words;
  readonly languages: readonly string[];
}

/** A LINE user as a reader: the profile's language where LINE tells it. */
export function lineReader(context: Context, lineUserId: LineUserId): Reader {
  const fallback = readLink(context.db).language;
  const own = readLineUser(context.db, lineUserId)?.language ?? null;
  const language = languageOf(own, fallback);
  return { words: wordsOf(language), languages: own === null ? [language] : [own, language] };
}

/** A reader of whom only the words are known. */
export const readerOf = (words: Words): Reader => ({ words, languages: [words.language] });

/** The words a LINE user reads. */
export const wordsForLineUser = (context: Context, lineUserId: LineUserId): Words =>
  lineReader(context, lineUserId).words;

/** The words a member or administrator reads. */
export const wordsForMember = (context: Context, memberId: MemberId): Words =>
  wordsOf(languageOfMember(context.db, memberId));
