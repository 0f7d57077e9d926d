import { fold } from './text.ts';

/** Characters that show nothing: zero-width, format, selectors, fillers; not the soft hyphen. */
const UNSEEN = /[[\p{Cf}\p{Default_Ignorable_Code_Point}]--\u00AD]/gv;
/** Lines above the letters, which NFKC would split into a space and a mark. */
const OVERLINES = /[\u00AF\u02C9\u203E\uFE49-\uFE4C\uFFE3]/g;
const WIDE_OR_NOT = 'A-Za-z0-9Ａ-Ｚａ-ｚ０-９';
const SOFT_HYPHEN = new RegExp(`(?<=[${WIDE_OR_NOT}])\\u00AD(?=[${WIDE_OR_NOT}])`, 'g');

/**
 * What keyboards, converters and scanners write in place of a hyphen: hyphens, dashes, minus signs,
 * wave dashes, box drawing, the prolonged sound mark, and the kanji and jamo that are a single
 * horizontal stroke. For use within a `v` character class, after NFKC.
 */
export const DASH_LIKE = String.raw`\p{Dash}~ーㄧ一ᅳㅡ㇐ـ˗⁃∼⎯⏤─━┄┅┈┉╌╍═╴╶╸╺╼╾➖﹉`;

/**
 * Quotation marks and brackets, and the characters typed in their place; for use within a `v`
 * character class, after NFKC.
 */
export const QUOTES = String.raw`"'\u0060\u2032\u2033<>≪≫❛❜❝❞\p{Ps}\p{Pe}\p{Pi}\p{Pf}`;

const DASHES_WITHIN = new RegExp(`(?<=[a-z0-9])[${DASH_LIKE}]+(?=[a-z0-9])`, 'gv');

/**
 * Folds what people type for a login ID or Talk ID, for comparing: like `fold`, without invisible
 * characters, and with every look-alike of a hyphen between `[a-z0-9]` read as a hyphen. That
 * includes the kanji 一: no ID can contain it, and handwriting and scans give it for ー.
 */
export function foldId(text: string): string {
  const visible = text
    .replace(UNSEEN, '')
    .replace(SOFT_HYPHEN, '-')
    .replaceAll('\u00AD', '')
    .replace(OVERLINES, '\u2010');
  return fold(visible).replace(DASHES_WITHIN, (run) => '-'.repeat([...run].length));
}
