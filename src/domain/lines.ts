/** Whatever some screen begins a new line after; the separators of ASCII (1C to 1E) for good measure. */
const BREAK = String.raw`\r\n|[\n\r\v\f\x1C-\x1E\u0085\u2028\u2029]`;
const BETWEEN_LINES = new RegExp(`(${BREAK})`, 'u');
const BREAKS = new RegExp(BREAK, 'gu');

/** The text with each of its lines changed, and the breaks between them as they were. */
export function mapLines(text: string, change: (line: string) => string): string {
  // `split` gives the captured breaks back, at the odd places.
  return text
    .split(BETWEEN_LINES)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}

/** The lines of a text as a reader sees them. */
export const linesOf = (text: string): string[] => text.split(BREAKS);

/** All in one line, for a place that has just one. */
export const inOneLine = (text: string): string => text.replace(BREAKS, ' ');

/**
 * Heads every line of somebody's words in a list or a transcript: none of them can pass for an entry, since
 * entries begin at the margin.
 */
const INDENT = '\u3000';

/** Heads a message that goes on within a line of the one before it. */
export const GOES_ON = `${INDENT}…`;

/** A person's words below the head of their entry, each line marked. */
export const belowEntry = (text: string): string =>
  linesOf(text)
    .map((line) => `${INDENT}${line}`)
    .join('\n');

/** A person's words beside the head of their entry: what follows the first line is marked. */
export const besideEntry = (text: string): string => linesOf(text).join(`\n${INDENT}`);

const SEPARATORS = /[:：﹕︓꞉∶→⇒⟶➔➜➝➞➡⇔↔⟷]/gu;

/**
 * A name at the head of an entry, where a colon or an arrow parts who spoke from what was said: whoever is
 * called 「田中: 値引きします」 puts no words into Tanaka's mouth.
 */
export const nameInEntry = (name: string): string => name.replace(SEPARATORS, '・');
