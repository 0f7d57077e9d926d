import { foldId } from './fold-id.ts';
import { toKatakana } from './kana.ts';

/** The voiced-kana marks as characters of their own, which do not combine: か゛ is が. */
const LONE_MARKS = /[\u309B\u309C]/g;

/**
 * Folds names and their readings, for comparing: like `foldId`, with all kana as full-width
 * katakana, so that たなか, ﾀﾅｶ and たなカ are タナカ. Stored search text and searches both go through it.
 */
export function foldName(text: string): string {
  const joined = text.replace(LONE_MARKS, (mark) => (mark === '\u309B' ? '\u3099' : '\u309A'));
  // A mark that combines with no hiragana combines with its katakana (ヷ).
  return toKatakana(foldId(joined)).normalize('NFC');
}
