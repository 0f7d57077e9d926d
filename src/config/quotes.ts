/**
 * Quotes around a value of the environment. A shell takes them off; files of containers, consoles and
 * word processors leave them in, and a secret with its quotes verifies nothing.
 */

/** An opening mark and a closing one of the same kind; a word processor may turn either of them. */
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
 * A value without the pairs of quotes that stand around the whole of it, and without white space at its
 * ends. Marks of the same kind in the middle mean that it begins and ends with two quotations.
 */
export function withoutQuotes(value: string): string {
  const trimmed = value.trim();
  const inner = insideQuotes(trimmed);
  return inner === null || hasAny(inner.value, inner.marks) ? trimmed : withoutQuotes(inner.value);
}

/** What stands between the quotes at both ends, whatever it is; null: there are none. */
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
