import { cpus } from 'node:os';
import { benchBytes } from './bytes.ts';
import { benchCost } from './cost/cost.ts';
import { type Expectation, table } from './figures.ts';
import { benchLatency } from './latency.ts';
import { benchReceipt } from './receipt.ts';
import { benchRelay } from './relay.ts';
import { benchScale } from './scale.ts';
import { benchSearch } from './search.ts';
import { benchStatements } from './statements.ts';

/**
 * `npm run bench`: the cost of a message, side by side in one run, compared with the expectations
 * (docs/design.md). `npm run bench -- relay` measures that part only. `--rounds 1` hurries.
 */

const PARTS: Readonly<Record<string, (rounds: number) => Promise<Expectation[]>>> = {
  relay: benchRelay,
  latency: benchLatency,
  statements: benchStatements,
  receipt: benchReceipt,
  bytes: benchBytes,
  scale: benchScale,
  search: benchSearch,
  cost: benchCost,
};

const args = process.argv.slice(2);
const flagAt = args.indexOf('--rounds');
const rounds = flagAt === -1 ? 3 : Number(args[flagAt + 1]);
const asked = flagAt === -1 ? args : args.toSpliced(flagAt, 2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0 || !(rounds >= 1)) {
  console.error(`npm run bench -- [${Object.keys(PARTS).join(' ')}] [--rounds 3]`);
  process.exit(1);
}

console.log(
  `Medians of ${rounds} rounds (min–max); ${cpus().length} processors; Node ${process.version}.`,
);
const expectations: Expectation[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  try {
    expectations.push(...(await measure(rounds)));
  } catch (error) {
    // A fault in one part says nothing about the others, but must not be overlooked.
    expectations.push({ figure: `${name} runs without a fault`, wish: '', found: '', met: false });
    console.error(`\n${name}:`, error);
    process.exitCode = 1;
  }
}
const rows = expectations.map(({ figure, wish, found, met }) => [
  figure,
  wish,
  found,
  met ? 'yes' : 'NO',
]);
console.log(`\n${table(['figure', 'expected', 'found', 'met'], rows)}`);
