import * as z from 'zod';

const EVERYTHING: ReadonlySet<string> = new Set(['all', 'すべて', '全部', '全て', '全件']);

/** `3`, `#3` as a list shows it, or all. */
export const numberOrAll = z.tuple([z.string().max(20)]).transform(([word], check) => {
  if (EVERYTHING.has(word.toLowerCase())) return 'all' as const;
  const number = /^#?(\d{1,15})$/.exec(word)?.[1];
  if (number !== undefined) return Number(number);
  check.addIssue({ code: 'custom', message: 'no number' });
  return z.NEVER;
});
