import { clip } from '../domain/text.ts';
import { isBlank } from '../domain/visible.ts';

/** Longer than any name, title or address a platform lets people give (line.md §1.6). */
const LONGEST_SHOWN = 1000;

/** A short text beside what was sent, cut where it is absurdly long; null where nothing of it shows. */
export const shown = (text: string | null | undefined): string | null =>
  text == null || isBlank(text) ? null : clip(text, LONGEST_SHOWN);
