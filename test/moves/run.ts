import { parseArgs } from 'node:util';
import { diceOf, seedFrom } from '../endurance/chance.ts';
import { describeVerdict, type Verdict } from '../endurance/verdict.ts';
import { throughMoves } from './move.ts';
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
  const only = values.only ?? null;
  const seed = seedFrom(values.seed);
  const dice = diceOf(seed);
  console.log(`seed ${seed}`);
  const since = performance.now();
  let faults = 0;
  const tell = (what: string, verdict: Verdict) => {
    faults += verdict.faults.length;
    console.log(`${what}: ${describeVerdict(verdict)}`);
  };
  if (only !== 'move') tell(`${resets} resets`, await throughResets(dice.fork(1), resets));
  if (only !== 'resets') {
    const verdict = await throughMoves(dice.fork(2));
    tell(`to Workers and back: ${verdict.sentOn}`, verdict);
  }
  console.log(`${Math.round((performance.now() - since) / 1000)} s`);
  return faults === 0 ? 0 : 1;
}

process.exitCode = await main();
