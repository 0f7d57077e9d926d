import * as z from 'zod';
import * as lenient from '../lenient.ts';

/** Stands for a LINE emoji that came without a name. */
const NAMELESS = '（絵文字）';

/** A letter, a digit or a real emoji: the placeholder means something to a reader. */
const READABLE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

const spanSchema = z.object({
  index: z.number().int().nonnegative(),
  length: z.number().int().positive(),
});

/**
 * Makes LINE emoji readable (line.md §1.6): a placeholder such as `(love)` stays, a meaningless one
 * such as the `()` of LINE for macOS becomes （絵文字）. Spans count UTF-16 code units; spans that
 * overlap an earlier one, end outside the text or cut a character in two are ignored.
 */
export function readableEmoji(text: string, emojis: unknown): string {
  const spans = lenient
    .readList(emojis)
    .flatMap((entry) => spanSchema.safeParse(entry).data ?? [])
    .sort((a, b) => a.index - b.index);
  let readable = '';
  let done = 0;
  for (const { index, length } of spans) {
    const end = index + length;
    if (index < done || end > text.length) continue;
    if (cutsCharacter(text, index) || cutsCharacter(text, end)) continue;
    const placeholder = text.slice(index, end);
    readable += text.slice(done, index) + (READABLE.test(placeholder) ? placeholder : NAMELESS);
    done = end;
  }
  return readable + text.slice(done);
}

function cutsCharacter(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
