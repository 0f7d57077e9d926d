import { fold } from '../../src/domain/text/text.ts';
import {
  closingOf,
  openQuote,
  partNames,
  QUOTE_MARKS,
  type Token,
  tokensOf,
} from '../../src/domain/text/tokens.ts';
import type { Command } from '../command.ts';

/** What was typed, read against the command table. */
export type Parsed =
  | {
      readonly kind: 'command';
      readonly command: Command;
      /** The words that name it, as they were typed. */
      readonly typed: string;
      readonly words: readonly string[];
    }
  /** `closed`: the line as it may have been meant. */
  | { readonly kind: 'unclosed-quote'; readonly mark: string; readonly closed: string }
  /** A command with more behind it than it may have. */
  | { readonly kind: 'too-long'; readonly most: number }
  | {
      readonly kind: 'unknown';
      /** What was typed, shortened. */
      readonly said: string;
      readonly words: readonly string[];
    }
  | { readonly kind: 'nothing' };

/** Of a command and its words. Fifty accounts of the longest kind are a quarter of what names may take. */
const LONGEST_TEXT = 2000;
const LONGEST_NAMES = 20_000;
/** The most words a command is made of. */
const COMMAND_WORDS = 3;
const LONGEST_WORD = 60;
const MOST_WORDS = 20;

/** Reads one text as a command. Any text ends in one of the kinds; it never throws. */
export function parseCommand(table: readonly Command[], text: string): Parsed {
  const line = text
    .slice(0, LONGEST_NAMES)
    .normalize('NFKC')
    .trim()
    .replace(/^\/+\s*/, '');
  const tokens = tokensOf(line);
  if (tokens === null) {
    if (text.length > LONGEST_NAMES) return { kind: 'too-long', most: LONGEST_NAMES };
    const mark = openQuote(line) ?? '';
    return { kind: 'unclosed-quote', mark, closed: `${line}${closingOf(mark)}` };
  }
  if (tokens.length === 0) return { kind: 'nothing' };
  const matched = match(table, tokens);
  if (matched === null) {
    return { kind: 'unknown', said: line, words: someWords(tokens) };
  }
  const { command, typed, count } = matched;
  const most = command.takesPeople ? LONGEST_NAMES : LONGEST_TEXT;
  // What is cut off would be lost without a word.
  if (text.length > most) return { kind: 'too-long', most };
  const behind = line.slice(tokens[count - 1]?.end ?? 0);
  const words = wordsFor(command, behind, tokens.slice(count));
  return { kind: 'command', command, typed, words };
}

function wordsFor(command: Command, behind: string, tokens: readonly Token[]): string[] {
  if (command.takesPeople) return partNames(behind);
  if (command.takesLine) return behind.trim() === '' ? [] : [behind.trim()];
  return tokens.map((token) => token.text);
}

const ANY_QUOTE = new RegExp(`[${QUOTE_MARKS}]`, 'gu');

/**
 * The command that a text begins with, with any words behind it; null: with none. A text that quotes a command
 * talks about it.
 */
export function commandNamedIn(table: readonly Command[], text: string): Command | null {
  const line = text.trimStart();
  if (line.search(ANY_QUOTE) === 0) return null;
  const parsed = parseCommand(table, line);
  // A quote that is left open is a slip in the arguments.
  const again =
    parsed.kind === 'unclosed-quote' ? parseCommand(table, line.replace(ANY_QUOTE, '')) : parsed;
  return again.kind === 'command' ? again.command : null;
}

/** As much of the first words as could be a command's. */
const firstWords = (tokens: readonly Token[]) =>
  tokens.slice(0, COMMAND_WORDS).map(({ text }) => text.slice(0, LONGEST_WORD));

/** As much as is read of what is no command. */
const someWords = (tokens: readonly Token[]) =>
  tokens.slice(0, MOST_WORDS).map(({ text }) => text.slice(0, LONGEST_WORD));

/** The longest command that the first words make up, however they are spaced. */
function match(table: readonly Command[], tokens: readonly Token[]) {
  const words = firstWords(tokens);
  for (let count = words.length; count > 0; count -= 1) {
    const typed = words.slice(0, count).join('');
    const said = bare(typed);
    const command = table.find((each) => formsOf(each).some((form) => bare(form) === said));
    if (command) return { command, typed, count };
  }
  return null;
}

const formsOf = (command: Command) => [command.name, ...command.aliases];
const bare = (form: string) => fold(form).replaceAll(' ', '');
