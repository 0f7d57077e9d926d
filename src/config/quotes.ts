/**
 * Quotes around a value of the environment. A shell removes them; container files, consoles and
 * word processors leave them in, and a secret with its quotes verifies nothing.
 */

/** An opening and a closing mark of the same kind; a word processor may change either. */
const KINDS: readonly (readonly [opening: string, closing: string])[] = [
  ['"“”„‟＂', '"“”„‟＂'],
  ["'‘’‚‛＇", "'‘’‚‛＇"],
  ['`´', '`´'],
  ['«»‹›', '«»‹›'],
  ['「', '」'],
  ['『', '』'],
];

const MARKS = new Set(KINDS.flat().join(''));

/** Whether a value begins or ends with a quotation mark. */
export const hasQuoteAtEnd = (value: string): boolean =>
  MARKS.has(value.charAt(0)) || MARKS.has(value.charAt(value.length - 1));

/**
 * Removes the pairs of quotes around the whole value, and white space at its ends. Marks of the
 * same kind in the middle mean that the value begins and ends with two separate quotations.
 */
export function withoutQuotes(value: string): string {
  const trimmed = value.trim();
  const inner = insideQuotes(trimmed);
  return inner === null || hasAny(inner.value, inner.marks) ? trimmed : withoutQuotes(inner.value);
}

/** The text between the quotes at both ends, whatever it is; null: there are no quotes. */
export function insideQuotes(
  value: string,
): { readonly value: string; readonly marks: string } | null {
  if (value.length < 2) return null;
  const [first, last] = [value.charAt(0), value.charAt(value.length - 1)];
  const kind = KINDS.find(
    ([opening, closing]) => opening.includes(first) && closing.includes(last),
  );
  return kind === undefined ? null : { value: value.slice(1, -1), marks: kind.join('') };
}

const hasAny = (value: string, marks: string) => [...marks].some((mark) => value.includes(mark));
