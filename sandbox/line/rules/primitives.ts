import * as z from 'zod';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** What a person would call characters (line.md §2.7, counting exception). */
export function graphemeCount(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/**
 * Text counted in UTF-16 code units, as LINE does in general (line.md §2.7). Not zod's own `max`,
 * which counts code points.
 */
export function upTo(max: number) {
  return z.string().refine((value) => value.length <= max, `Length must be between 0 and ${max}`);
}

/** Which characters count as nothing is not known: the strictest guess (line.md §2.7). */
const BLANK = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** The same, and not blank. */
export function text(max: number) {
  return upTo(max).refine((value) => !BLANK.test(value), 'May not be empty');
}

/** Text counted in grapheme clusters, as LINE does for labels and templates. */
export function shortText(max: number) {
  return z
    .string()
    .refine((value) => !BLANK.test(value), 'May not be empty')
    .refine((value) => graphemeCount(value) <= max, `Length must be between 0 and ${max}`);
}

export function list<Item extends z.ZodType>(item: Item, min: number, max: number) {
  const message = `Size must be between ${min} and ${max}`;
  return z.array(item).min(min, message).max(max, message);
}

/**
 * https, percent-encoded, within the length (line.md §2.7). Plain http only to this very machine,
 * because that is where the sandbox runs.
 */
export function isWebUrl(value: string, max: number): boolean {
  if (value.length > max || !/^[\x21-\x7e]+$/.test(value) || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

/** URL of something LINE would fetch. */
export const mediaUrl = z.string().refine((value) => isWebUrl(value, 2000), 'invalid uri scheme');

/** URL behind a button: http, https, line and tel, up to 1000 characters. */
export const linkUrl = text(1000)
  .refine((value) => /^(https?|line|tel):/.test(value) && URL.canParse(value), 'invalid uri scheme')
  .refine((value) => /^[\x21-\x7e]+$/.test(value), 'invalid uri');
