import { mapLines } from './lines.ts';
import { breakNoticeHeads } from './notice-head.ts';
import { clip, neutraliseMarkup, wellFormed } from './text.ts';
import { SHOWS_NOTHING } from './visible.ts';

/**
 * Starts the line that names the customer in direct mode; people's texts must not begin with it.
 */
export const DIRECT_MODE_MARK = '▸';

/** `sender.name` of a LINE message: 20 characters (line.md §2.8). */
const SENDER_NAME_MAX = 20;
const NAME_MAX = 100;

const BLANK = `[${SHOWS_NOTHING}\\p{M}]*`;
const LEADING_MARKS = new RegExp(`^(?:${BLANK}${DIRECT_MODE_MARK})+${BLANK}`, 'v');

/**
 * Takes the direct-mode mark off the start of every line, so that no text can fake a header that
 * names another customer.
 */
export function stripDirectMark(text: string): string {
  return mapLines(text, (line) => line.replace(LEADING_MARKS, ''));
}

const PICTOGRAPH = String.raw`\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]*`;
const JOINER_OUTSIDE_EMOJI = new RegExp(
  `(?<!${PICTOGRAPH})\u200D|\u200D(?!\\p{Extended_Pictographic})`,
  'gu',
);
/** Format characters (bidi controls, zero-width, tags) and letters that show nothing. */
const INVISIBLE = /[[\p{Default_Ignorable_Code_Point}\p{Cf}]--[\u200D\p{Variation_Selector}]]/gv;
/** A selector after a letter chooses its form, as names such as 葛󠄀城 need. */
const LONE_SELECTORS = /(?<=^|\s)\p{Variation_Selector}+/gu;
/** A name needs a character other than marks, joiners and blanks (U+2800 is a blank glyph). */
const VISIBLE = /[^\s\u2800\p{M}\p{Default_Ignorable_Code_Point}]/u;

/** One line of visible text with markup left alone: for a place that knows no markup. */
function plainName(name: string): string {
  const visible = wellFormed(name)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(JOINER_OUTSIDE_EMOJI, '')
    .replace(LONE_SELECTORS, '');
  const line = breakNoticeHeads(stripDirectMark(visible)).replace(/\s+/gu, ' ').trim();
  return VISIBLE.test(line) ? line : '';
}

/**
 * A name as it may be shown beside trusted words: one line, at most 100 code units, without
 * control, bidi or zero-width characters (a joiner inside an emoji stays), mention markup, a
 * direct-mode mark or the head of a notice in front. `fallback` when nothing visible is left.
 */
export function cleanName(name: string, fallback: string): string {
  const plain = plainName(name);
  return plain === '' ? fallback : clip(neutraliseMarkup(plain), NAME_MAX);
}

/** The parts of a member's name (line-works.md §6); each may be missing. */
export interface NameParts {
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly nickName: string | null;
}

const LATIN = /\p{Script=Latin}/u;
const OTHER_THAN_LATIN = /[^\p{Script=Latin}\p{M}\p{P}\s]/u;
const isLatin = (name: string) => LATIN.test(name) && !OTHER_THAN_LATIN.test(name);

/**
 * The name in the order its bearer writes it: 姓 名, or First Last when both are in Latin letters.
 * The nickname stands in when both are missing; empty when there is no name at all.
 */
export function displayName(parts: NameParts): string {
  const last = parts.lastName?.trim() ?? '';
  const first = parts.firstName?.trim() ?? '';
  if (last === '' && first === '') return parts.nickName?.trim() ?? '';
  const western = isLatin(last) && isLatin(first);
  return (western ? [first, last] : [last, first]).filter((part) => part !== '').join(' ');
}

/**
 * The member's name as `sender.name` (line.md §2.8): at most 20 code units (so at most 20
 * graphemes), with the letters LINE removed, reduced to the family name when the full name is too
 * long, and never empty.
 */
export function senderName(parts: NameParts, fallback: string): string {
  const lastName = senderPart(parts.lastName);
  const firstName = senderPart(parts.firstName);
  const nickName = senderPart(parts.nickName);
  const full = displayName({ lastName, firstName, nickName });
  if (full !== '' && full.length <= SENDER_NAME_MAX) return full;
  const shorter = lastName || firstName || nickName || senderPart(fallback);
  // `fallback` is our own wording; if it turns out unusable too, LINE still needs a character.
  return clip(shorter, SENDER_NAME_MAX) || '…';
}

/**
 * A whole name of unknown parts as `sender.name`; empty when nothing is left of it. A name that is
 * too long keeps its end in Latin letters, where the family name stands, and otherwise its
 * beginning.
 */
export function inSenderLength(name: string): string {
  const whole = senderPart(name);
  if (whole.length <= SENDER_NAME_MAX) return whole;
  const words = whole.split(' ');
  const ends = words.map((_, index) =>
    isLatin(whole) ? words.slice(index).join(' ') : words.slice(0, words.length - index).join(' '),
  );
  return (
    ends.find((end) => end.length <= SENDER_NAME_MAX) ?? clip(ends.at(-1) ?? '', SENDER_NAME_MAX)
  );
}

const senderPart = (part: string | null) => withoutLine(plainName(part ?? '')).trim();

const IGNORED = /^[\p{Default_Ignorable_Code_Point}\p{Cf}]$/u;
/** Servers that compare in upper case take ı and İ for I. */
const LIKE_I = /^[ıİ]$/u;

function plainLetters(codePoint: string): string {
  if (IGNORED.test(codePoint)) return '';
  if (LIKE_I.test(codePoint)) return 'i';
  return codePoint.normalize('NFKC').toLowerCase();
}

/**
 * Whether `text` contains "line" in any case or width, even with invisible characters between
 * (product.md §2).
 */
export function containsLine(text: string): boolean {
  return [...text].map(plainLetters).join('').includes('line');
}

/** A letter and the position of the code point it comes from. */
interface Letter {
  readonly letter: string;
  readonly owner: number;
}

/**
 * Removes the letters LINE, in any case or width, including those that the removal itself brings
 * together. One pass, whatever the length.
 */
export function withoutLine(text: string): string {
  const kept: string[] = [];
  const letters: Letter[] = [];
  for (const codePoint of text) {
    const owner = kept.push(codePoint) - 1;
    for (const letter of plainLetters(codePoint)) {
      letters.push({ letter, owner });
      const first = startOfLine(letters);
      if (first === null) continue;
      kept.length = first;
      while ((letters.at(-1)?.owner ?? -1) >= first) letters.pop();
      break;
    }
  }
  return kept.join('');
}

/** The position of the code point with the l, when the last four letters are "line". */
function startOfLine(letters: readonly Letter[]): number | null {
  // Nearly every letter is no e: one look settles most.
  if (letters.at(-1)?.letter !== 'e' || letters.at(-2)?.letter !== 'n') return null;
  if (letters.at(-3)?.letter !== 'i' || letters.at(-4)?.letter !== 'l') return null;
  return letters.at(-4)?.owner ?? null;
}
