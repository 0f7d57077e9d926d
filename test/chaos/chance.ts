import { type Dice, diceOf } from '../endurance/chance.ts';

/** Things to choose from, each as often as its weight says. */
export type Weighted<Thing> = readonly (readonly [Thing, weight: number])[];

/** Dice of its own for each subject: what one takes from it changes nothing for the others. */
export function diceFor(seed: number, subject: string): Dice {
  let salt = 0x811c9dc5;
  // FNV-1a.
  for (const char of subject) salt = Math.imul(salt ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return diceOf(seed).fork(salt);
}

/** One of these. Throws when there is none. */
export function pick<Thing>(dice: Dice, things: Weighted<Thing>): Thing {
  let left = dice.fraction() * things.reduce((sum, [, weight]) => sum + weight, 0);
  const found = things.find(([, weight]) => {
    left -= weight;
    return left < 0;
  });
  return found === undefined ? dice.oneOf(things)[0] : found[0];
}
