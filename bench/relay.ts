import { withBridge } from './bridge-stage.ts';
import { type Expectation, fixed, loadNow, median, range, table, whole } from './figures.ts';
import { startEcho } from './measured.ts';
import { installPeers } from './peer.ts';
import { type Found, insistOnOrder, openStage, type Stage } from './stage.ts';
import type { Way } from './traffic.ts';

/** Relayed messages a second and what each costs, beside the echo bot of LINE's guide. */

const ROOMS = 1000;
const OUTSTANDING = [32, 128];
const WARM_UP_MS = 2000;
const BETWEEN_MS = 400;
const MS = 2500;
/** Fewer say nothing. */
const LEAST = 400;

const NAMES: Record<Way, string> = {
  line: 'LINE → LINE WORKS',
  works: 'LINE WORKS → LINE',
  mixed: 'both ways at once',
};
const WAYS: readonly Way[] = ['line', 'works', 'mixed'];
const ECHO = 'echo bot (keeps nothing)';

type Results = Map<string, Found[]>;

const nameOf = (what: string, outstanding: number) => `${what}, ${outstanding} outstanding`;

/** Measures `rounds` times; the bridge and the echo bot take turns. */
export async function benchRelay(rounds: number): Promise<Expectation[]> {
  const missing = installPeers();
  if (missing !== null) console.log(`The echo bot cannot be installed: ${missing}`);
  const results: Results = new Map();
  const before = loadNow();
  for (let round = 0; round < rounds; round += 1) {
    await measureBridge(results);
    if (missing === null) await measureEcho(results);
  }
  print(results, before);
  return expectations(results);
}

function note(results: Results, name: string, found: Found): void {
  results.set(name, [...(results.get(name) ?? []), found]);
}

async function measureBridge(results: Results): Promise<void> {
  await withBridge({ rooms: ROOMS }, async ({ stage }) => {
    await warmUp(stage, 'mixed');
    for (const way of WAYS) await measure(results, stage, NAMES[way], way);
  });
}

async function measureEcho(results: Results): Promise<void> {
  const stage = await openStage(ROOMS);
  const echo = await startEcho(stage.lineUrl);
  try {
    await stage.aim(echo, { echoes: true });
    await warmUp(stage, 'line');
    await measure(results, stage, ECHO, 'line');
    insistOnOrder('echo', await stage.tell());
  } finally {
    await echo.kill();
    await stage.stop();
  }
}

/** Not counted: until the code of both sides has been compiled. */
async function warmUp(stage: Stage, way: Way): Promise<void> {
  await stage.closed({ way, outstanding: 32, warmUpMs: 0, ms: WARM_UP_MS, least: LEAST });
}

async function measure(results: Results, stage: Stage, what: string, way: Way): Promise<void> {
  for (const outstanding of OUTSTANDING) {
    const found = await stage.closed({
      way,
      outstanding,
      warmUpMs: BETWEEN_MS,
      ms: MS,
      least: LEAST,
    });
    note(results, nameOf(what, outstanding), found);
  }
}

const HEAD = [
  '',
  'messages/s (min–max)',
  'processor ms each',
  'p50 / p99 ms',
  'of a processor',
  'platforms + load',
  'messages a call',
];

function print(results: Results, before: string): void {
  console.log(
    `\nRelay: ${whole(ROOMS)} rooms, text messages, closed loop, ${MS / 1000} s each or longer. The bridge runs as npm start ` +
      `runs it, its\ndatabase on disk; platforms that answer at once and the load share one other process ` +
      `(${before} before, ${loadNow()} after).\n`,
  );
  const rows = [...results].map(([name, found]) => [
    name,
    range(
      found.map((each) => each.perSecond),
      whole,
    ),
    range(
      found.map((each) => each.cpuMs),
      fixed(2),
    ),
    `${median(found.map((each) => each.p50)).toFixed(1)} / ${median(found.map((each) => each.p99)).toFixed(1)}`,
    median(found.map((each) => each.busy)).toFixed(2),
    median(found.map((each) => each.worldBusy)).toFixed(2),
    median(found.map((each) => each.messages / each.sends)).toFixed(2),
  ]);
  console.log(table(HEAD, rows));
}

const MOST_CPU_MS = 0.6;

function expectations(results: Results): Expectation[] {
  return OUTSTANDING.flatMap((outstanding) =>
    WAYS.flatMap((way) => {
      const name = nameOf(NAMES[way], outstanding);
      const found = results.get(name) ?? [];
      const echo = results.get(nameOf(ECHO, outstanding)) ?? [];
      const cpuMs = median(found.map((each) => each.cpuMs));
      const ratios = found.flatMap((each, round) => {
        const other = echo[round];
        return other === undefined ? [] : [each.perSecond / other.perSecond];
      });
      const cost = {
        figure: `processor ms a message, ${name}`,
        wish: `≤ ${MOST_CPU_MS}`,
        found: cpuMs.toFixed(2),
        met: cpuMs <= MOST_CPU_MS,
      };
      const rate = {
        figure: `messages/s ÷ echo bot, ${name}`,
        wish: '≥ 1',
        found: range(ratios, fixed(2)),
        met: median(ratios) >= 1,
      };
      return ratios.length === 0 ? [cost] : [cost, rate];
    }),
  );
}
