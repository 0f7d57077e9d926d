import Sqlite from 'better-sqlite3';
import type { Dice } from '../endurance/chance.ts';

/** The share of commits that wait for the disk, and for how long at most; real ms. */
const SLOW = 0.02;
const LONGEST_MS = 50;

/**
 * Some commits of this process take as long as on a slow disk, which holds up everything, as SQLite's own
 * do. @returns the way to end it, which tells how many were slow
 */
export function slowDisk(dice: Dice): () => number {
  const statement: object = Object.getPrototypeOf(new Sqlite(':memory:').prepare('SELECT 1'));
  const run: unknown = Reflect.get(statement, 'run');
  if (typeof run !== 'function') throw new Error('Statements have no run.');
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  let slow = 0;
  Reflect.set(statement, 'run', function slowly(this: object, ...given: unknown[]): unknown {
    if (Reflect.get(this, 'source') === 'COMMIT' && dice.isLucky(SLOW)) {
      slow += 1;
      Atomics.wait(waiting, 0, 0, 1 + dice.below(LONGEST_MS));
    }
    return Reflect.apply(run, this, given);
  });
  return () => {
    Reflect.set(statement, 'run', run);
    return slow;
  };
}
