import { clip } from '../domain/text/text.ts';
import { isBlank } from '../domain/text/visible.ts';

/** Longer than any name, title or address the platforms allow (line.md §1.6). */
const LONGEST_SHOWN = 1000;

/** A short text beside a message, cut if absurdly long; null without a visible character. */
export const shown = (text: string | null | undefined): string | null =>
  text == null || isBlank(text) ? null : clip(text, LONGEST_SHOWN);
