/** Every character at which some screen breaks a line, and ASCII's separators (1C to 1E). */
const BREAK = String.raw`\r\n|[\n\r\v\f\x1C-\x1E\u0085\u2028\u2029]`;
const BETWEEN_LINES = new RegExp(`(${BREAK})`, 'u');
const BREAKS = new RegExp(BREAK, 'gu');

/** Changes each line of a text and keeps the breaks between them. */
export function mapLines(text: string, change: (line: string) => string): string {
  // `split` returns the captured breaks at the odd places.
  return text
    .split(BETWEEN_LINES)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}

/** The lines of a text as a reader sees them. */
export const linesOf = (text: string): string[] => text.split(BREAKS);

/** Joins all lines, for a place that has only one. */
export const inOneLine = (text: string): string => text.replace(BREAKS, ' ');

/**
 * Indents every line of a person's words in a list or transcript: no line can pass for an entry,
 * since entries begin at the margin.
 */
const INDENT = '\u3000';

/** Starts a message that continues within a line of the one before it. */
export const GOES_ON = `${INDENT}…`;

/** A person's words below the head of their entry, each line marked. */
export const belowEntry = (text: string): string =>
  linesOf(text)
    .map((line) => `${INDENT}${line}`)
    .join('\n');

/** A person's words beside the head of their entry: every line after the first is indented. */
export const besideEntry = (text: string): string => linesOf(text).join(`\n${INDENT}`);

const SEPARATORS = /[:：﹕︓꞉∶→⇒⟶➔➜➝➞➡⇔↔⟷]/gu;

/**
 * A name at the head of an entry, where a colon or an arrow separates the speaker from the words: a
 * person called 「田中: 値引きします」 must not put words into Tanaka's mouth.
 */
export const nameInEntry = (name: string): string => name.replace(SEPARATORS, '・');
