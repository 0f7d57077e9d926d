import { fold } from '../text/text.ts';

/** A command that a member may give the bridge bot, beginning with a slash (DESIGN §6.5). */
export type MemberWord =
  | { readonly word: 'invite' | 'list' | 'block' | 'close' | 'help' }
  /** Empty: go back to the name that LINE shows. */
  | { readonly word: 'name'; readonly name: string }
  /** Empty: no language was named. */
  | { readonly word: 'lang'; readonly called: string }
  /** Empty: no LINE user was named. */
  | { readonly word: 'unblock'; readonly who: string };

/** A member's text after reading. */
export type MemberSaid =
  /** For the LINE user, with the escaping slash removed. */
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'word'; readonly word: MemberWord }
  /** It begins with a slash and is no command: the member is told, and it is not sent. */
  | { readonly kind: 'unknown'; readonly said: string };

const WORDS: ReadonlyMap<string, MemberWord['word']> = new Map([
  ['招待', 'invite'],
  ['invite', 'invite'],
  ['一覧', 'list'],
  ['list', 'list'],
  ['名前', 'name'],
  ['name', 'name'],
  ['ブロック', 'block'],
  ['block', 'block'],
  ['ブロック解除', 'unblock'],
  ['unblock', 'unblock'],
  ['閉じる', 'close'],
  ['close', 'close'],
  ['言語', 'lang'],
  ['lang', 'lang'],
  ['language', 'lang'],
  ['ヘルプ', 'help'],
  ['help', 'help'],
]);

const SLASH = /^\s*[/／]/u;
const TWO_SLASHES = /^(\s*)[/／](?=[/／])/u;

/** Whether a text begins as a command does: with one slash, of either width. */
export const beginsWithSlash = (text: string) => SLASH.test(text) && !TWO_SLASHES.test(text);

/**
 * Reads a member's text. Two leading slashes stand for one that is meant for the LINE user. With
 * `slashOptional`, where no text is for a LINE user, a command also counts without its slash; width
 * and case are forgiven.
 */
export function readMemberSaid(
  text: string,
  { slashOptional }: { readonly slashOptional: boolean },
): MemberSaid {
  if (TWO_SLASHES.test(text)) return { kind: 'plain', text: text.replace(TWO_SLASHES, '$1') };
  if (SLASH.test(text)) {
    const said = text.replace(SLASH, '').trim();
    const word = readWord(said);
    return word === null ? { kind: 'unknown', said: text.trim() } : { kind: 'word', word };
  }
  const word = slashOptional ? readWord(text.trim()) : null;
  return word === null ? { kind: 'plain', text } : { kind: 'word', word };
}

function readWord(said: string): MemberWord | null {
  const [first = ''] = said.split(/\s/u, 1);
  const rest = said.slice(first.length).trim();
  const word = WORDS.get(fold(first));
  if (word === undefined) return null;
  return rest === '' || TAKES_MORE.has(word) ? wordWith(word, rest) : null;
}

const TAKES_MORE: ReadonlySet<MemberWord['word']> = new Set(['name', 'lang', 'unblock']);

function wordWith(word: MemberWord['word'], rest: string): MemberWord {
  if (word === 'name') return { word, name: rest };
  if (word === 'lang') return { word, called: rest };
  return word === 'unblock' ? { word, who: rest } : { word };
}
