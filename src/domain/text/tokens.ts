/** Opening marks and what closes them. A mark inside a word (O'Brien) is a letter. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
  // Japanese keyboards give one mark for both ends; the others are of other languages.
  ['”', '”'],
  ['〝', '〟'],
  ['„', '“'],
  ['«', '»'],
]);

/** What may open a quotation, for use within a character class. */
export const QUOTE_MARKS = [...QUOTES.keys()].join('');

/** What closes the quotation that this mark opens. */
export const closingOf = (mark: string): string => QUOTES.get(mark) ?? mark;

/** A word as it was typed. */
export interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
  /** The key before a quotation, with its colon; in other words it is empty. */
  readonly key: string;
  /** Where it ends in the line. */
  readonly end: number;
}

/** The next word, or a mark that opens a quotation: at its start, or behind the key of a filter. */
const WORD = new RegExp(
  `\\s*(\\p{L}[\\p{L}\\p{M}-]*:(?=[${QUOTE_MARKS}])|)([${QUOTE_MARKS}]|\\S+)`,
  'uy',
);

/** Splits at white space, keeping quoted parts whole; null when a quote is left open. */
export function tokensOf(line: string): Token[] | null {
  const { tokens, open } = read(line);
  return open === null ? tokens : null;
}

/** The mark of the quotation that is left open; null when there is none. */
export const openQuote = (line: string): string | null => read(line).open;

function read(line: string): { readonly tokens: Token[]; readonly open: string | null } {
  const tokens: Token[] = [];
  for (let at = 0; ; ) {
    WORD.lastIndex = at;
    const [whole = '', key = '', said = ''] = WORD.exec(line) ?? [];
    if (said === '') return { tokens, open: null };
    at += whole.length;
    const closing = QUOTES.get(said);
    if (closing === undefined) {
      tokens.push({ text: said, isQuoted: false, key: '', end: at });
      continue;
    }
    const end = line.indexOf(closing, at);
    if (end < 0) return { tokens, open: said };
    tokens.push({ text: `${key}${line.slice(at, end)}`, isQuoted: true, key, end: end + 1 });
    at = end + 1;
  }
}

/** A key, and a value that has to be quoted. */
const SPACED_VALUE = /^(\p{L}[\p{L}\p{M}-]*:)(\S.*\s.*)$/su;

/** One word as a line may hold it: in quotation marks where it would not come back whole without. */
export function asOneWord(word: string): string {
  const [only, ...others] = tokensOf(word) ?? [];
  const isPlain = only !== undefined && others.length === 0 && !only.isQuoted;
  if (isPlain && only.text === word) return word;
  const [, key = '', value = word] = SPACED_VALUE.exec(word) ?? [];
  return `${key}${quoted(value)}`;
}

/** A text in quotation marks; of marks that none of them can hold, those of English are left out. */
export function quoted(text: string): string {
  const marks = [...QUOTES].find(([, closing]) => !text.includes(closing));
  if (marks === undefined) return `"${text.replaceAll('"', '')}"`;
  const [opening, closing] = marks;
  return `${opening}${text}${closing}`;
}

export const splitWords = (line: string): string[] | null =>
  tokensOf(line)?.map((token) => token.text) ?? null;

const PARTS_NAMES = /[、,\r\n\v\f\u0085\u2028\u2029]/u;

/** Parts a list of names at its commas and line breaks; quoted ones keep their marks, and are whole. */
export function partNames(list: string): string[] {
  const parts: string[] = [];
  const neverClosed = new Set<string>();
  let part = '';
  let atStart = true;
  for (let at = 0; at < list.length; at += 1) {
    const letter = list[at] ?? '';
    const closing = atStart ? QUOTES.get(letter) : undefined;
    const end =
      closing === undefined || neverClosed.has(closing) ? -1 : list.indexOf(closing, at + 1);
    if (end >= 0) {
      part += list.slice(at, end + 1);
      at = end;
      continue;
    }
    if (closing !== undefined) neverClosed.add(closing);
    const parted = PARTS_NAMES.test(letter);
    if (parted) parts.push(part);
    part = parted ? '' : `${part}${letter}`;
    atStart = parted || /\s/u.test(letter);
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}

/** The words of a part that only spaces part, together; each quoted name on its own. */
export function stretchesOf(part: string): string[][] {
  const stretches: string[][] = [];
  let open: string[] | null = null;
  const tokens = tokensOf(part) ?? part.split(/\s+/u).map((text) => ({ text, isQuoted: false }));
  for (const { text, isQuoted } of tokens) {
    if (text.trim() === '') continue;
    if (isQuoted) {
      stretches.push([text.trim()]);
      open = null;
    } else if (open === null) {
      open = [text];
      stretches.push(open);
    } else {
      open.push(text);
    }
  }
  return stretches;
}
