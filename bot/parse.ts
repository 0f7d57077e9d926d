import { fold } from '../src/domain/text.ts';
import type { Command } from './command.ts';

/** What was typed, read against the command table. */
export type Parsed =
  | { readonly kind: 'command'; readonly command: Command; readonly words: readonly string[] }
  | { readonly kind: 'unclosed-quote' }
  | {
      readonly kind: 'unknown';
      /** What was typed, shortened. */
      readonly said: string;
      /** Commands that are nearly what was typed, nearest first. */
      readonly near: readonly Command[];
    }
  | { readonly kind: 'nothing' };

/** Opening marks and what closes them. A mark inside a word (O'Brien) is a letter. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
};
const MOST_SUGGESTIONS = 3;
const LONGEST = 2000;
/** The most words a command is made of. */
const COMMAND_WORDS = 3;

/** Reads one line as a command. Any text ends in one of the four kinds; nothing throws. */
export function parseCommand(table: readonly Command[], text: string): Parsed {
  const line = text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .trim()
    .replace(/^\/+\s*/, '');
  const words = splitWords(line);
  if (words === null) return { kind: 'unclosed-quote' };
  if (words.length === 0) return { kind: 'nothing' };
  return match(table, words) ?? { kind: 'unknown', said: line, near: nearest(table, words) };
}

const QUOTE_MARKS = /["'“‘「『]/gu;

/**
 * The command that a text begins with, however the rest of it reads; null: with none. Somebody who quotes
 * a command talks about it.
 */
export function commandNamedIn(table: readonly Command[], text: string): Command | null {
  const line = text.trimStart();
  if (line.search(QUOTE_MARKS) === 0) return null;
  const parsed = parseCommand(table, line);
  // A quote that is left open is a slip in the arguments.
  const again =
    parsed.kind === 'unclosed-quote' ? parseCommand(table, line.replace(QUOTE_MARKS, '')) : parsed;
  return again.kind === 'command' ? again.command : null;
}

/** Splits at white space, keeping quoted parts whole; null when a quote is left open. */
export function splitWords(line: string): string[] | null {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const closing = QUOTES[rest[0] ?? ''];
    if (closing === undefined) {
      const [word = ''] = rest.split(/\s/u, 1);
      words.push(word);
      rest = rest.slice(word.length).trimStart();
      continue;
    }
    const end = rest.indexOf(closing, 1);
    if (end < 0) return null;
    words.push(rest.slice(1, end));
    rest = rest.slice(end + 1).trimStart();
  }
  return words;
}

/** The longest command that the first words make up, however they are spaced. */
function match(table: readonly Command[], words: readonly string[]): Parsed | null {
  for (let count = Math.min(COMMAND_WORDS, words.length); count > 0; count -= 1) {
    const said = bare(words.slice(0, count).join(''));
    const found = table.find((command) => formsOf(command).some((form) => bare(form) === said));
    if (found) return { kind: 'command', command: found, words: words.slice(count) };
  }
  return null;
}

const formsOf = (command: Command) => [command.name, ...command.aliases];
const bare = (form: string) => fold(form).replaceAll(' ', '');

/** Commands whose words are a slip or two away from what was typed. */
function nearest(table: readonly Command[], words: readonly string[]): Command[] {
  const scored = table
    .map((command) => ({ command, score: Math.min(...formsOf(command).map(scoreOf(words))) }))
    .filter(({ score }) => score <= 0.5)
    .sort((one, other) => one.score - other.score);
  return scored.slice(0, MOST_SUGGESTIONS).map(({ command }) => command);
}

/** 0: the same; 1: nothing alike. Compared with as many words as could be the command's. */
const scoreOf = (words: readonly string[]) => (form: string) => {
  const wanted = bare(form);
  const count = form.split(' ').length;
  const scores = [count, 1].map((taken) => {
    const said = bare(words.slice(0, taken).join(''));
    return editDistance(said.slice(0, 40), wanted) / Math.max(wanted.length, said.length, 1);
  });
  return Math.min(...scores);
};

/** Levenshtein distance. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
