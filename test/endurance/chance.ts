/** Chance that a printed seed brings back. */
export interface Dice {
  /** 0 ≤ x < 1. */
  fraction(): number;
  /** A whole number from 0 to `below`, without it. */
  below(n: number): number;
  isLucky(share: number): boolean;
  /** One of these. Throws when there is none. */
  oneOf<Thing>(things: readonly Thing[]): Thing;
  bytes(length: number): Uint8Array;
  /** Dice of its own for one speaker: what others throw does not change it. */
  fork(salt: number): Dice;
}

/** Mulberry32: small, and even enough to choose moments. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(fraction() * n);
  return {
    fraction,
    below,
    isLucky: (share) => fraction() < share,
    oneOf: (things) => {
      const found = things[below(things.length)];
      if (found === undefined) throw new Error('There is nothing to choose from.');
      return found;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    fork: (salt) => diceOf(Math.imul(seed ^ 0x9e3779b9, salt + 1)),
  };
}

/** The seed that was asked for, or a new one. */
export const seedFrom = (text: string | undefined): number =>
  text === undefined ? Math.floor(Math.random() * 1e9) : Number(text) >>> 0;
