import * as z from 'zod';

const STEPS = ['none', 'xs', 'sm', 'md', 'lg', 'xl', 'xxl'];
const SIZES = ['xxs', ...STEPS.slice(1), '3xl', '4xl', '5xl', 'full'];

/** DOC flex-message-layout: a keyword, pixels, or a share. */
function lengthOf(keywords: readonly string[]) {
  const shape = new RegExp(`^(${keywords.join('|')}|-?\\d+(\\.\\d+)?(px|%))$`);
  return z.string().regex(shape, 'invalid property').optional();
}

export const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i, 'invalid property')
  .optional();
/** Of space: margins, paddings, offsets, corners. */
export const space = lengthOf(STEPS);
/** Of letters, icons and pictures. */
export const size = lengthOf(SIZES);
export const border = lengthOf(['none', 'light', 'normal', 'medium', 'semi-bold', 'bold']);
/** Width : height, the second at most three times the first. */
export const aspectRatio = z
  .string()
  .refine((value) => {
    const [, width, height] = /^(\d{1,6}):(\d{1,6})$/.exec(value) ?? [];
    return Number(width) > 0 && Number(height) > 0 && Number(height) <= 3 * Number(width);
  }, 'invalid property')
  .optional();

const BASELINE = new Set(['icon', 'text', 'filler', 'span']);

/** What lies in a box must fit its layout: no box, picture or button stands on a baseline. */
export function fitsLayout(it: {
  readonly layout: string;
  readonly contents: readonly unknown[];
}): boolean {
  return it.contents.every((part) => {
    const type = typeof part === 'object' && part !== null && 'type' in part ? part.type : null;
    return it.layout === 'baseline' ? BASELINE.has(String(type)) : type !== 'icon';
  });
}
