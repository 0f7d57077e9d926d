import { fold } from '../text/text.ts';

/** A one-word command of a LINE user to the bridge itself (DESIGN §6.3). */
export type OwnWord = 'members' | 'leave' | 'help';

const WORDS: ReadonlyMap<string, OwnWord> = new Map([
  ['メンバー', 'members'],
  ['members', 'members'],
  ['終了', 'leave'],
  ['leave', 'leave'],
  ['ヘルプ', 'help'],
  ['help', 'help'],
]);

/** Allows for spaces typed around the word. */
const LONGEST = 200;

/** The command, when the message holds nothing else; width and case are forgiven. */
export const readOwnWord = (text: string): OwnWord | null =>
  text.length > LONGEST ? null : (WORDS.get(fold(text)) ?? null);
