import { parseArgs } from 'node:util';
import { verify } from '../../src/hosts/node/audit/verify.ts';
import { terminal } from '../../src/words/en/terminal.ts';
import { en } from '../../src/words/en.ts';
import { diceFor } from './chance.ts';
import { type ChaosWorld, startChaosWorld } from './chaos-world.ts';
import { planConversations } from './conversations.ts';
import { type FaultCounts, strike } from './faults.ts';
import { saySo } from './load.ts';
import { type BridgeRecord, readRecord } from './record.ts';
import { slowDisk } from './slow-disk.ts';
import { drain } from './time.ts';
import { judgeRound, type Verdict } from './verdict.ts';

/*
 * `npm run test:chaos`: conversations while everything fails that can. A short round by default;
 * `-- --seeds 20` plays twenty long ones, `-- --seed 7 --long` one of them again.
 */

/** As the issue has it: 20 LINE users, 50 messages each way. */
const LONG = { talks: 20, each: 50 };
const SHORT = { talks: 20, each: 8 };
/** Real ms; what is left by then will not move any more. */
const DRAIN_MS = 600_000;

interface Round extends Verdict {
  readonly faults: FaultCounts;
}

async function play(seed: number, { talks, each }: typeof LONG): Promise<Round> {
  const chaos = await startChaosWorld(talks);
  const { world } = chaos;
  const faults: FaultCounts = new Map();
  const endSlowness = slowDisk(diceFor(seed, 'disk'));
  try {
    strike(seed, world.line, world.works, faults);
    const planned = planConversations(seed, talks, each);
    const taken = await saySo(seed, chaos, planned);
    const isDone = () => Object.values(recordOf(chaos).left).every((n) => n === 0);
    await drain(world, () => chaos.underWay, isDone, DRAIN_MS);
    faults.set('slow commits', endSlowness());
    const verdict = judgeRound(chaos, planned, taken, recordOf(chaos));
    const audit = await auditBreaches(world.folder);
    return { ...verdict, breaches: [...verdict.breaches, ...audit], faults };
  } finally {
    endSlowness();
    world.line.faults.clear();
    world.works.faults.clear();
    await chaos.stop();
  }
}

const recordOf = ({ world }: ChaosWorld): BridgeRecord =>
  readRecord(world.folder, world.works.fileName);

/** As an auditor would verify it, beside the running bridge. */
async function auditBreaches(folder: string): Promise<string[]> {
  const said: string[] = [];
  const print = (text: string) => said.push(text);
  const code = await verify.run({
    args: [folder],
    say: terminal.auditCommand,
    words: en,
    print,
    environment: {},
  });
  return code === 0 ? [] : [`the audit log does not verify: ${said.join(' ')}`];
}

function print(seed: number, round: Round, tookMs: number): void {
  const { acknowledged, delivered, ended, doubles, breaches, faults } = round;
  const lines = (counts: ReadonlyMap<string, number>) =>
    [...counts].sort().map(([what, n]) => `    ${String(n).padStart(5)}  ${what}`);
  console.log(
    [
      `Seed ${seed}: ${acknowledged} messages acknowledged, ${delivered} delivered, ${doubles} twice at LINE WORKS ` +
        `after an unclear outcome, in ${(tookMs / 1000).toFixed(0)} s.`,
      '  Faults:',
      ...lines(faults),
      '  Ended on record otherwise than sent:',
      ...lines(ended),
      ...(breaches.length === 0 ? ['  Every invariant holds.'] : ['  BREACHES:']),
      ...breaches.map((breach) => `    ${breach}`),
    ].join('\n'),
  );
}

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, long: { type: 'boolean' } },
});
const first = values.seed === undefined ? 1 : Number(values.seed);
const rounds = values.seeds === undefined ? 1 : Number(values.seeds);
if (!Number.isInteger(first) || !(rounds >= 1)) {
  console.error('npm run test:chaos -- [--seed 1] [--seeds 20] [--long]');
  process.exit(2);
}
const isLong = values.long === true || values.seeds !== undefined;
let breaches = 0;
for (let seed = first; seed < first + rounds; seed += 1) {
  const startedAt = performance.now();
  const round = await play(seed, isLong ? LONG : SHORT);
  print(seed, round, performance.now() - startedAt);
  breaches += round.breaches.length;
}
process.exitCode = breaches === 0 ? 0 : 1;
