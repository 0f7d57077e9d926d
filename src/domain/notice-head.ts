import type { Language } from './language.ts';
import { mapLines } from './lines.ts';
import { SHOWS_NOTHING } from './visible.ts';

/**
 * What the bridge itself says in a room begins with this, because the same bot says what customers write
 * (DESIGN §6.5). Nobody else can begin a line with it: see `breakNoticeHeads`.
 */
export const NOTICE_HEAD: Readonly<Record<Language, string>> = {
  ja: '［お知らせ］',
  en: '[Notice]',
};

/** The letters of each head, plain, in all the ways in which it is written. */
const JAPANESE = ['お知らせ', 'おしらせ', '御知らせ', '御しらせ'];
const HEADS = [...JAPANESE.map((word) => [...word]), [...'notice']];

/** Brackets that may be taken for a head's, in every width; 「」 and （） are ordinary punctuation. */
const OPENING = new Set('[［﹇【︻〔﹝︹〖︗〘〚⟦⟬⁅❲⦋⦍⦏⦗⸢⸤⹕⹗⌈⌊⎡⎢⎣');
const CLOSING = new Set(']］﹈】︼〕﹞︺〗︘〙〛⟧⟭⁆❳⦌⦎⦐⦘⸣⸥⹖⹘⌉⌋⎤⎥⎦');
/** Without one of these there is nothing to do, as in nearly every text. */
const SUSPICIOUS = new RegExp(`[\\${[...OPENING].join('')}\u202D\u202E]`, 'u');

/** Letters that are drawn like those of a head: Cyrillic, Greek, Armenian, small capitals, a zero. */
const LIKE: Readonly<Record<string, string>> = {
  ...likeEach('n', 'пηνոռɴ'),
  ...likeEach('o', '0оοօᴏøө'),
  ...likeEach('t', 'тτᴛ'),
  ...likeEach('i', '1l|іιıɩɪӏ'),
  ...likeEach('c', 'сϲᴄ'),
  ...likeEach('e', 'еεєҽᴇɛ'),
  ぉ: 'お',
};

function likeEach(letter: string, others: string): Record<string, string> {
  return Object.fromEntries([...others].map((other) => [other, letter]));
}

const SKIPPED = new RegExp(`[${SHOWS_NOTHING}\\p{M}]*`, 'vy');
const LETTER = /[\p{L}\p{N}]/u;
/** Letters in black circles and squares, and the flags' own: they have no normal form. */
const ENCLOSED = [0x1f150, 0x1f170, 0x1f1e6];
const BIDI_OVERRIDES = /[\u202D\u202E]/gu;

/**
 * Takes the brackets off whatever a reader would take for the head of a notice at the beginning of a line:
 * in any width, case or script that looks alike, with marks, blanks or invisible characters in between. The
 * letters and all other words stay, and nothing gets longer. Characters that turn the direction of writing
 * round go: text typed backwards could read as a head.
 */
export function breakNoticeHeads(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return mapLines(text.replace(BIDI_OVERRIDES, ''), breakHead);
}

function breakHead(line: string): string {
  const from = skip(line, 0);
  let wordFrom = from;
  let brackets = 0;
  for (; isOne(OPENING, line, wordFrom); brackets += 1) {
    wordFrom = skip(line, wordFrom + characterAt(line, wordFrom).length);
  }
  if (brackets === 0) return line;
  for (const head of HEADS) {
    const wordTo = endOfWord(line, wordFrom, head);
    if (wordTo === null) continue;
    let to = skip(line, wordTo);
    // お知らせメール is a word of its own.
    if (LETTER.test(characterAt(line, to))) continue;
    let colon = '';
    for (; brackets > 0 && isOne(CLOSING, line, to); brackets -= 1) {
      to += characterAt(line, to).length;
      colon = head[0] === 'n' ? ':' : '：';
    }
    return `${line.slice(0, from)}${line.slice(wordFrom, wordTo)}${colon}${line.slice(to)}`;
  }
  return line;
}

/** Where a head's word ends that begins there; null when it does not. */
function endOfWord(line: string, from: number, word: readonly string[]): number | null {
  let at = from;
  let found = 0;
  while (found < word.length) {
    at = skip(line, at);
    const character = characterAt(line, at);
    if (character === '') return null;
    for (const letter of plainLetters(character)) {
      if (letter !== word[found]) return null;
      found += 1;
    }
    at += character.length;
  }
  return at;
}

function plainLetters(character: string): string[] {
  const code = character.codePointAt(0) ?? 0;
  const start = ENCLOSED.find((first) => code >= first && code < first + 26);
  if (start !== undefined) return [String.fromCharCode(97 + code - start)].map(likeLetter);
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...plain].map((letter) => likeLetter(toHiragana(letter)));
}

const likeLetter = (letter: string) => LIKE[letter] ?? letter;

function toHiragana(letter: string): string {
  const code = letter.charCodeAt(0);
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : letter;
}

/** Behind everything that shows nothing or only decorates. */
function skip(line: string, from: number): number {
  SKIPPED.lastIndex = from;
  SKIPPED.exec(line);
  return SKIPPED.lastIndex;
}

function characterAt(line: string, at: number): string {
  const code = line.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

const isOne = (set: ReadonlySet<string>, line: string, at: number) =>
  set.has(characterAt(line, at));
