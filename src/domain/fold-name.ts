import { foldId } from './fold-id.ts';
import { toKatakana } from './kana.ts';

/** The marks of voiced kana as signs of their own, which join nothing: か゛ is が. */
const LONE_MARKS = /[\u309B\u309C]/g;

/**
 * For comparing names and their readings: like `foldId`, and kana are katakana of full width, so that
 * たなか, ﾀﾅｶ and たなカ are タナカ. What is stored to be searched and what is searched for both go through it.
 */
export function foldName(text: string): string {
  const joined = text.replace(LONE_MARKS, (mark) => (mark === '\u309B' ? '\u3099' : '\u309A'));
  // A mark that no hiragana takes joins its katakana (ヷ).
  return toKatakana(foldId(joined)).normalize('NFC');
}
