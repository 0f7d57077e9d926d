import { toKatakana } from '../../src/domain/text/kana.ts';
import { fold } from '../../src/domain/text/text.ts';
import type { Command } from '../command.ts';

/** A command that may have been meant, with the words that would follow it. */
export interface NearMiss {
  readonly command: Command;
  readonly words: readonly string[];
}

const MOST = 3;
/** 0: the same; 1: no letter alike. */
const FARTHEST = 0.4;
/** Of words that are all there, but in another order or with others among them. */
const MISPLACED = 0.12;
/** Of a word of the command that is not there, though other words are. */
const LEFT_OUT = 0.05;
/** What is so much farther than the nearest is not meant. */
const FARTHER = 0.09;
/** Of words behind a command that it cannot read. */
const UNREADABLE = 0.35;
/** The longest command, and one more word that was typed by mistake. */
const MOST_WORDS = 4;
const LONGEST = 40;

/**
 * The commands of the table that are nearly what was typed, nearest first: a slip of a letter or two, words
 * in another order, or words run together. At most three.
 */
export function nearMisses(table: readonly Command[], said: readonly string[]): NearMiss[] {
  const near = table
    .flatMap((command) => {
      const best = formsOf(command)
        .flatMap((form) => readings(form, said))
        .map((reading) => judged(command, reading))
        .sort((one, other) => one.score - other.score)[0];
      return best === undefined || best.score > FARTHEST
        ? []
        : [{ command, words: best.rest, score: best.score }];
    })
    .sort((one, other) => one.score - other.score);
  const nearest = near[0]?.score ?? 0;
  return near
    .filter(({ score }) => score <= nearest + FARTHER)
    .slice(0, MOST)
    .map(({ command, words }) => ({ command, words }));
}

/**
 * The others that begin with the word that a command was called by: 連携 有効 and 連携 無効 of 連携. None where
 * they are too many to choose from.
 */
export function commandsAbout(
  table: readonly Command[],
  command: Command,
  subject: string,
): NearMiss[] {
  const about = table
    .filter((each) => each !== command)
    .filter((each) => formsOf(each).some((form) => form.startsWith(`${fold(subject)} `)));
  return about.length > MOST ? [] : about.map((each) => ({ command: each, words: [] }));
}

/**
 * Those that have the first of these words among theirs: 引き継ぎ 田中 佐藤. `too-many`: help lists them, as for
 * 監査.
 */
export function commandsHaving(
  table: readonly Command[],
  [first = '', ...rest]: readonly string[],
): NearMiss[] | 'too-many' {
  const wanted = bare(first);
  const having = table.filter((each) =>
    formsOf(each).some((form) => form.split(' ').some((word) => bare(word) === wanted)),
  );
  if (having.length > MOST) return 'too-many';
  return having.map((command) => ({ command, words: command.accepts(rest) ? rest : [] }));
}

const formsOf = (command: Command) => [command.name, ...command.aliases];
const bare = (form: string) => toKatakana(fold(form).replaceAll(' ', ''));

/** Words that the command could not read count against it, and are left out: it then asks for its own. */
const judged = (command: Command, { score, rest }: Reading): Reading =>
  rest.length === 0 || command.accepts(rest)
    ? { score, rest }
    : { score: score + UNREADABLE, rest: [] };

interface Reading {
  readonly score: number;
  readonly rest: readonly string[];
}

function readings(form: string, said: readonly string[]): Reading[] {
  const parts = form.split(' ');
  const spelt = Array.from({ length: Math.min(MOST_WORDS, said.length) }, (_, index) => {
    const far = distance(bare(said.slice(0, index + 1).join('')).slice(0, LONGEST), bare(form));
    // Of two readings that are as far, the other takes a word of a command for a name.
    const takesTooFew = index + 1 < parts.length && parts.length < said.length;
    return { score: far + (takesTooFew ? LEFT_OUT : 0), rest: said.slice(index + 1) };
  });
  return [...spelt, ...misplaced(parts, said), ...runTogether(parts, said)];
}

/** `ファイル 送信 禁止`: every word of the command is there. */
function misplaced(parts: readonly string[], said: readonly string[]): Reading[] {
  const rest = [...said];
  for (const part of parts) {
    const at = rest.findIndex((word) => bare(word) === bare(part));
    if (at < 0) return [];
    rest.splice(at, 1);
  }
  // A single word among others is a weaker sign, and what stands before it is no argument.
  return parts.length > 1 ? [{ score: MISPLACED, rest }] : [{ score: FARTHEST, rest: [] }];
}

/** `ファイル送信禁止`: the words of the command stand in one, in their order. */
function runTogether(parts: readonly string[], said: readonly string[]): Reading[] {
  const [first = '', ...others] = said;
  let left = bare(first);
  const between: string[] = [];
  for (const part of parts) {
    const at = left.indexOf(bare(part));
    if (at < 0 || parts.length < 2) return [];
    between.push(left.slice(0, at));
    left = left.slice(at + bare(part).length);
  }
  const rest = [...between, left].filter((piece) => piece !== '');
  return [{ score: MISPLACED, rest: [...rest, ...others] }];
}

/** Levenshtein distance, as a share of the longer one. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[other.length] ?? 0) / Math.max(one.length, other.length, 1);
}
