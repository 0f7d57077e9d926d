import { diceFor, pick, type Weighted } from './chance.ts';

export type Side = 'line' | 'works';

/** One message of the load, and how its event travels. */
export interface Planned {
  /** By which it is known on the other side. */
  readonly mark: string;
  readonly from: Side;
  /** The number of its conversation, from 0. */
  readonly talk: number;
  /** Ms after the beginning. */
  readonly at: number;
  readonly kind: 'text' | 'file';
  readonly travel: Travel;
}

/**
 * As sent; once more though it was taken; or lost at first, so that LINE redelivers it. LINE WORKS never
 * sends again (line-works.md §2.1).
 */
export type Travel = 'straight' | 'again' | 'late';

const FILES = 0.06;
const TRAVELS: Weighted<Travel> = [
  ['straight', 92],
  ['again', 4],
  ['late', 4],
];
/** Between two messages of one side of a conversation, at most; ms. A third of them follow at once. */
const LONGEST_PAUSE_MS = 18_000;
const AT_ONCE = 1 / 3;

/** What is said in so many conversations, so often from each side, in order of time. */
export function planConversations(seed: number, talks: number, each: number): Planned[] {
  const dice = diceFor(seed, 'conversations');
  const planned: Planned[] = [];
  for (let talk = 0; talk < talks; talk += 1) {
    for (const from of ['line', 'works'] as const) {
      let at = dice.below(LONGEST_PAUSE_MS);
      for (let number = 0; number < each; number += 1) {
        planned.push({
          mark: `${from}.${digits(talk, 2)}.${digits(number, 3)}`,
          from,
          talk,
          at,
          kind: dice.isLucky(FILES) ? 'file' : 'text',
          travel: from === 'line' ? pick(dice, TRAVELS) : 'straight',
        });
        at += dice.isLucky(AT_ONCE) ? 0 : dice.below(LONGEST_PAUSE_MS);
      }
    }
  }
  return planned.sort((one, other) => one.at - other.at);
}

const digits = (n: number, width: number) => String(n).padStart(width, '0');

/** What is written of it. */
export const textOf = ({ mark }: Planned) => `ご連絡です。${mark} の件、よろしくお願いします。`;

/** The name of its file. */
export const fileNameOf = ({ mark }: Planned) => `${mark}.txt`;

const MARK = /(?:line|works)\.\d{2}\.\d{3}/g;

/** The marks in a text, in its order: several messages may stand in one. */
export const marksIn = (text: string): string[] => text.match(MARK) ?? [];

/** Which side said what has this mark. */
export const sideOf = (mark: string): Side => (mark.startsWith('line') ? 'line' : 'works');
