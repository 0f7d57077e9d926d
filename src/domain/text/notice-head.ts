import type { Language } from '../language.ts';
import { mapLines } from './lines.ts';
import { SHOWS_NOTHING } from './visible.ts';

/**
 * The bridge begins its own words in a room with this, because the same bot also relays customers'
 * words (DESIGN §6.5). A person's text cannot begin a line with it: see `breakNoticeHeads`.
 */
export const NOTICE_HEAD: Readonly<Record<Language, string>> = {
  ja: '［お知らせ］',
  en: '[Notice]',
};

/** The letters of each head, plain, in every spelling. */
const JAPANESE = ['お知らせ', 'おしらせ', '御知らせ', '御しらせ'];
const HEADS = [...JAPANESE.map((word) => [...word]), [...'notice']];

/** Brackets that pass for those of a head, in every width; 「」 and （） are ordinary punctuation. */
const OPENING = new Set('[［﹇【︻〔﹝︹〖︗〘〚⟦⟬⁅❲⦋⦍⦏⦗⸢⸤⹕⹗⌈⌊⎡⎢⎣');
const CLOSING = new Set(']］﹈】︼〕﹞︺〗︘〙〛⟧⟭⁆❳⦌⦎⦐⦘⸣⸥⹖⹘⌉⌋⎤⎥⎦');
/** A text without any of these needs no work; nearly every text has none. */
const SUSPICIOUS = new RegExp(`[\\${[...OPENING].join('')}\u202D\u202E]`, 'u');

/** Letters that look like those of a head: Cyrillic, Greek, Armenian, small capitals, a zero. */
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
/** Letters in black circles and squares, and regional indicators: they have no normal form. */
const ENCLOSED = [0x1f150, 0x1f170, 0x1f1e6];
const BIDI_OVERRIDES = /[\u202D\u202E]/gu;

/**
 * Removes the brackets from anything at the start of a line that a reader would take for the head
 * of a notice: in any width, case or look-alike script, with marks, blanks or invisible characters
 * in between. The letters and all other words stay, and no text grows. Characters that reverse the
 * writing direction are removed: text typed backwards could read as a head.
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

/** Where a head's word that begins at `from` ends; null when none begins there. */
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

/** Skips everything that shows nothing or only decorates. */
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
