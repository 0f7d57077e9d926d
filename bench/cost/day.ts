import { HOUR_MS, MINUTE_MS } from '../../src/domain/durations.ts';
import { type Dice, diceOf } from '../../test/endurance/chance.ts';

/* The shape of a day, ms from its beginning. */

/** Something said in a conversation, or a LINE user who blocks the OA. */
export interface Deed {
  readonly at: number;
  /** The number of the conversation. */
  readonly talk: number;
  readonly kind: 'asks' | 'answers' | 'blocks';
  readonly text: string;
  /** Of an answer: since the LINE user's latest words, ms. */
  readonly waitedMs: number;
}

const SEED = 20_261_122;
const TURNS = 5;
/** Of ten LINE users one blocks the OA at noon; members go on writing to them. */
const BLOCKS_EVERY = 10;
const BLOCK_AT = 3.5 * HOUR_MS;

/** A day of so many conversations: most begin in the morning. */
export function planDay(talks: number): Deed[] {
  const dice = diceOf(SEED);
  const deeds: Deed[] = [];
  for (let talk = 0; talk < talks; talk += 1) {
    let at = dice.isLucky(0.7) ? dice.below(2 * HOUR_MS) : dice.below(6 * HOUR_MS);
    for (let turn = 0; turn < TURNS; turn += 1) at = planTurn(deeds, dice, talk, turn, at);
    if (talk % BLOCKS_EVERY === 0) {
      deeds.push({ at: BLOCK_AT + talk, talk, kind: 'blocks', text: '', waitedMs: 0 });
    }
  }
  return deeds
    .filter(({ talk, kind, at }) => kind !== 'asks' || talk % BLOCKS_EVERY !== 0 || at < BLOCK_AT)
    .sort((one, other) => one.at - other.at);
}

/** One to three questions within seconds, then an answer, sometimes with a second. @returns when the next begins */
function planTurn(deeds: Deed[], dice: Dice, talk: number, turn: number, from: number): number {
  let at = from;
  const say = (kind: 'asks' | 'answers', n: number, waitedMs: number) => {
    const text = `${kind === 'asks' ? 'ご相談' : 'ご回答'} ${talk}-${turn}-${n} です。`;
    deeds.push({ at, talk, kind, text, waitedMs });
  };
  for (let n = 0; n <= dice.below(3); n += 1) {
    at += n === 0 ? 0 : 2_000 + dice.below(10_000);
    say('asks', n, 0);
  }
  const askedAt = at;
  at += waitFor(dice);
  say('answers', 0, at - askedAt);
  if (dice.isLucky(0.15)) {
    at += 8_000;
    say('answers', 1, at - askedAt);
  }
  return at + MINUTE_MS + dice.below(40 * MINUTE_MS);
}

/** Most answers come within the minute, as of people who are typing; some within minutes, a few hours later. */
function waitFor(dice: Dice): number {
  const lot = dice.fraction();
  if (lot < 0.65)
    return Math.round(Math.min(58_000, 5_000 - 20_000 * Math.log(1 - dice.fraction())));
  return lot < 0.9 ? MINUTE_MS + dice.below(9 * MINUTE_MS) : HOUR_MS + dice.below(3 * HOUR_MS);
}
