import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Dice, diceOf, seedFrom } from '../endurance/chance.ts';
import { describeVerdict } from '../endurance/verdict.ts';
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
  const isKnown = values.only === undefined || STORIES.some((story) => story === values.only);
  if (!isKnown || !Number.isInteger(resets) || resets < 0) {
    console.error('npm run test:moves -- [--seed 7] [--resets 24] [--only resets | move]');
    return WRONG_USE;
  }
  const seed = seedFrom(values.seed);
  if (values.only === undefined) {
    console.log(`seed ${seed}`);
    const codes = STORIES.map((only) =>
      again(['--seed', `${seed}`, '--resets', `${resets}`, '--only', only]),
    );
    return Math.max(...(await Promise.all(codes)));
  }
  const since = performance.now();
  const { what, verdict } = await play(values.only, diceOf(seed), resets);
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(`${what}, ${seconds} s: ${describeVerdict(verdict)}`);
  return verdict.faults.length === 0 ? 0 : 1;
}

const STORIES = ['resets', 'move'] as const;

async function play(only: string, dice: Dice, resets: number) {
  if (only === 'resets') {
    return { what: `${resets} resets`, verdict: await throughResets(dice.fork(1), resets) };
  }
  const { sentOn, ...verdict } = await throughMoves(dice.fork(2));
  return { what: `to Workers and back, ${sentOn}`, verdict };
}

/** Side by side, as each waits most of its time. Returns the exit code. */
function again(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    stdio: 'inherit',
  });
  process.once('SIGTERM', () => child.kill());
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

process.exitCode = await main();
