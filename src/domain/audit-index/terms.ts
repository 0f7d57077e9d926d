/*
 * What an entry is found by, each as a number below 2 ** 48: characters, pairs of characters,
 * threes of characters that are not Chinese, Japanese or Korean (their pairs are everywhere), spans
 * of eight characters, runs of one character, and fields such as a person or a kind. Erasing needs the same terms as
 * indexing did: a change here needs a migration that empties the index.
 */

const PLANE = 0x200000;
/** Behind it come the scripts in which a pair of characters says enough. */
const FIRST_DENSE = 0x2e80;
const PART = 0x4000;
const THREES = 2 ** 42;
const FIELDS = 2 ** 43;
const RUNS = 2 ** 46;
const SPANS = 2 ** 47;
/**
 * One character again and again, as in 8888888, has a single pair and a single three, which many
 * texts have. A run of at least so many has a term for each length up to the longest one that is told apart.
 */
const RUN = { least: 3, most: 8 };
/**
 * A text of set phrases has the pairs of many others: spans tell where one phrase follows another. They
 * are so many that some share a number.
 */
const SPAN = 8;
const SPAN_NUMBERS = 0x4000;
const BASE = 0x01000193;
/** BASE ** SPAN: what takes the oldest character out of a span's digest. */
const OLDEST = Array.from({ length: SPAN }).reduce<number>((power) => Math.imul(power, BASE), 1);

const character = (code: number) => code;
const pair = (one: number, other: number) => (one + 1) * PLANE + other;
const three = (one: number, two: number, last: number) => THREES + (one * PART + two) * PART + last;
const run = (code: number, length: number) => RUNS + code * (RUN.most + 1) + length;

/** Each term of a folded text, some of them several times. */
export function eachTerm(folded: string, add: (term: number) => void): void {
  eachSpan(folded, add);
  let before = -1;
  let between = -1;
  let same = 1;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    add(character(code));
    same = code === between ? same + 1 : 1;
    if (same >= RUN.least && same <= RUN.most) add(run(code, same));
    if (between >= 0) add(pair(between, code));
    if (before >= 0 && isSparse(before, between, code)) add(three(before, between, code));
    before = between;
    between = code;
  }
}

/** The spans of a folded text, by a digest that rolls from one to the next. */
function eachSpan(folded: string, add: (term: number) => void): void {
  let digest = 0;
  let length = 0;
  let oldest = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    digest = (Math.imul(digest, BASE) + code + 1) | 0;
    length += 1;
    if (length > SPAN) {
      const gone = folded.codePointAt(oldest) ?? 0;
      oldest += gone > 0xffff ? 2 : 1;
      digest = (digest - Math.imul(gone + 1, OLDEST)) | 0;
    }
    // Every other one is enough: seven spans go over the seam of two phrases.
    const mix = Math.imul(digest ^ (digest >>> 15), 0x85ebca6b);
    if (length >= SPAN && mix < 0) add(SPANS + ((mix >>> 8) & (SPAN_NUMBERS - 1)));
  }
}

const isSparse = (one: number, two: number, last: number) =>
  one < FIRST_DENSE && two < FIRST_DENSE && last < FIRST_DENSE;

export function termsOf(folded: string): Set<number> {
  const terms = new Set<number>();
  eachTerm(folded, (term) => terms.add(term));
  return terms;
}

/** Terms that every text with this phrase has: as few as say it, the longest ones. */
export function termsOfPhrase(folded: string): number[] {
  const codes = [...folded].map((each) => each.codePointAt(0) ?? 0);
  const [first = 0, second] = codes;
  if (codes.length === 0) return [];
  if (second === undefined) return [character(first)];
  const spans = new Set<number>();
  eachSpan(folded, (term) => spans.add(term));
  const windows: number[] = [];
  for (let at = 1; at < codes.length; at += 1) {
    const [before, one = 0, two = 0, next] = [
      ...[codes[at - 2], codes[at - 1], codes[at], codes[at + 1]],
    ];
    if (before !== undefined && isSparse(before, one, two)) windows.push(three(before, one, two));
    else if (next === undefined || !isSparse(one, two, next)) windows.push(pair(one, two));
  }
  // Those side by side share characters: whoever has one often has the next. Those apart tell more.
  const apart = windows.filter((_, at) => at % APART === 0);
  return [...new Set([...runsOfPhrase(codes), ...spans, ...apart, ...windows])];
}

const APART = 3;

/** Of each run the longest that is told apart: a text with it has the shorter ones as well. */
function runsOfPhrase(codes: readonly number[]): Set<number> {
  const runs = new Set<number>();
  let same = 1;
  for (const [at, code] of codes.entries()) {
    same = at > 0 && code === codes[at - 1] ? same + 1 : 1;
    const isLonger = code === codes[at + 1] && same < RUN.most;
    if (same >= RUN.least && same <= RUN.most && !isLonger) runs.add(run(code, same));
  }
  return runs;
}

/** What a field term says of an entry. Their numbers are stored. */
export const FIELD = {
  action: 0,
  direction: 1,
  kind: 2,
  outcome: 3,
  /** A row of `audit_people`. */
  person: 4,
  /** `WITH_FILE`. */
  mark: 5,
} as const;
export type Field = (typeof FIELD)[keyof typeof FIELD];

/** The entry has the name of a file. */
export const WITH_FILE = 1;

/** @param value below 2 ** 32 */
export const fieldTerm = (field: Field, value: number): number => FIELDS + field * 2 ** 33 + value;

/** A code such as an action as a number: its digest (FNV-1a). Two codes of one could be confused. */
export function codeNumber(code: string): number {
  let digest = 0x811c9dc5;
  for (let at = 0; at < code.length; at += 1) {
    digest = Math.imul(digest ^ code.charCodeAt(at), 0x01000193);
  }
  return digest >>> 0;
}

/** Where the rows of a segment's blocks begin for fields; before them come those for words. */
export const FIRST_FIELD_BLOCK = 2048;
/** People are many: their terms are spread over blocks. */
const PEOPLE_BLOCKS = 16;
/** Blocks a segment may have. */
export const MOST_BLOCKS = 4096;
export const MOST_WORD_BLOCKS = 1024;
/** Blocks for words that a group may have. */
export const MOST_GROUP_BLOCKS = 8192;

/** The blocks for fields. They are the same in every segment. */
export const FIELD_BLOCKS: readonly number[] = [
  ...Object.values(FIELD).filter((field) => field !== FIELD.person),
  ...Array.from({ length: PEOPLE_BLOCKS }, (_, at) => PEOPLE_BLOCKS + at),
].map((at) => FIRST_FIELD_BLOCK + at);

/** Whether a term says something of an entry's words, not of a field. */
export const isOfWords = (term: number): boolean => term < FIELDS || term >= RUNS;

/** The block of a segment or of a group that holds a term. `wordBlocks`: how many it has for words. */
export function blockOf(term: number, wordBlocks: number): number {
  if (isOfWords(term)) return mixed(term) & (wordBlocks - 1);
  const rest = term - FIELDS;
  const field = Math.floor(rest / 2 ** 33);
  if (field !== FIELD.person) return FIRST_FIELD_BLOCK + field;
  return FIRST_FIELD_BLOCK + PEOPLE_BLOCKS + ((rest % 2 ** 33) % PEOPLE_BLOCKS);
}

/** Spreads neighbouring numbers. */
function mixed(term: number): number {
  const high = Math.floor(term / 0x100000000);
  let mix = Math.imul((term >>> 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
