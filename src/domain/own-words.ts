import { fold } from './text.ts';

/** What a LINE user may ask the bridge itself, in one word (DESIGN §6.3). */
export type OwnWord = 'members' | 'leave' | 'help';

const WORDS: ReadonlyMap<string, OwnWord> = new Map([
  ['メンバー', 'members'],
  ['members', 'members'],
  ['終了', 'leave'],
  ['leave', 'leave'],
  ['ヘルプ', 'help'],
  ['help', 'help'],
]);

/** With any number of spaces around it that somebody may have typed. */
const LONGEST = 200;

/** The word, when the message is exactly that and nothing else; width and case are forgiven. */
export const readOwnWord = (text: string): OwnWord | null =>
  text.length > LONGEST ? null : (WORDS.get(fold(text)) ?? null);
