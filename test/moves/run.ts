import { parseArgs } from 'node:util';
import { diceOf, seedFrom } from '../endurance/chance.ts';
import { describeVerdict } from '../endurance/verdict.ts';
import { throughResets } from './resets.ts';

/*
 * `npm run test:moves`: a conversation with files while its object is reset 24 times, and while it moves from Node to
 * Workers and back. `-- --seed 7`: the same again; `-- --only resets`, `-- --resets 100`.
 */

const RESETS = 24;
const WRONG_USE = 2;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, resets: { type: 'string' }, only: { type: 'string' } },
  });
  const resets = Number(values.resets ?? RESETS);
  if (!Number.isInteger(resets) || resets < 0) {
    console.error('npm run test:moves -- [--seed 7] [--resets 24] [--only resets | move]');
    return WRONG_USE;
  }
  const seed = seedFrom(values.seed);
  const dice = diceOf(seed);
  console.log(`seed ${seed}`);
  const since = performance.now();
  const verdict = await throughResets(dice.fork(1), resets);
  console.log(`${resets} resets: ${verdict.kinds}, ${describeVerdict(verdict)}`);
  console.log(`${Math.round((performance.now() - since) / 1000)} s`);
  return verdict.faults.length === 0 ? 0 : 1;
}

process.exitCode = await main();
