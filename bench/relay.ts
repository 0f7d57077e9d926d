import { withBridge } from './bridge-stage.ts';
import { type Expectation, fixed, loadNow, median, range, table, whole } from './figures.ts';
import { startEcho } from './measured.ts';
import { installPeers } from './peer.ts';
import { type Found, insistOnOrder, openStage, type Stage } from './stage.ts';
import type { Way } from './traffic.ts';

/** Relayed messages a second and the cost of each, beside the echo bot of LINE's guide. */

const ROOMS = 1000;
const OUTSTANDING = [32, 128];
const WARM_UP_MS = 2000;
const BETWEEN_MS = 400;
const MS = 2000;
/** Fewer messages prove nothing. */
const LEAST = 400;

const NAMES: Record<Way, string> = {
  line: 'LINE → LINE WORKS',
  works: 'LINE WORKS → LINE',
  mixed: 'both ways at once',
};
const WAYS: readonly Way[] = ['line', 'works', 'mixed'];
const ECHO = 'echo bot (keeps nothing)';

interface Run {
  /** One of the ways, or the echo bot. */
  readonly what: string;
  readonly outstanding: number;
  /** One for each round. */
  readonly found: Found[];
}

/** Measures `rounds` times; the bridge and the echo bot take turns. */
export async function benchRelay(rounds: number): Promise<Expectation[]> {
  const missing = installPeers();
  if (missing !== null) console.log(`The echo bot cannot be installed: ${missing}`);
  const runs: Run[] = OUTSTANDING.flatMap((outstanding) =>
    [...WAYS.map((way) => NAMES[way]), ECHO].map((what) => ({ what, outstanding, found: [] })),
  );
  const before = loadNow();
  for (let round = 0; round < rounds; round += 1) {
    await measureBridge(runs);
    if (missing === null) await measureEcho(runs);
  }
  print(runs, before);
  return runs.filter(({ what }) => what !== ECHO).flatMap((run) => expectations(runs, run));
}

async function measureBridge(runs: readonly Run[]): Promise<void> {
  await withBridge({ rooms: ROOMS }, async ({ stage }) => {
    await warmUp(stage, 'mixed');
    for (const way of WAYS) await measure(runs, stage, NAMES[way], way);
  });
}

async function measureEcho(runs: readonly Run[]): Promise<void> {
  const stage = await openStage(ROOMS);
  const echo = await startEcho(stage.lineUrl);
  try {
    await stage.aim(echo, { echoes: true });
    await warmUp(stage, 'line');
    await measure(runs, stage, ECHO, 'line');
    insistOnOrder('echo', await stage.tell());
  } finally {
    await echo.kill();
    await stage.stop();
  }
}

/** Not counted: until both sides' code has been compiled. */
async function warmUp(stage: Stage, way: Way): Promise<void> {
  await stage.closed({ way, outstanding: 32, warmUpMs: 0, ms: WARM_UP_MS, least: LEAST });
}

async function measure(runs: readonly Run[], stage: Stage, what: string, way: Way): Promise<void> {
  for (const { outstanding, found } of runs.filter((run) => run.what === what)) {
    const wanted = { way, outstanding, warmUpMs: BETWEEN_MS, ms: MS, least: LEAST };
    found.push(await stage.closed(wanted));
  }
}

/**
 * Ratios to the echo bot within rounds: both sides of each were measured within the same minute.
 */
function ratiosToEcho(
  runs: readonly Run[],
  { outstanding, found }: Run,
  of: (found: Found) => number,
): number[] {
  const echo = runs.find((run) => run.what === ECHO && run.outstanding === outstanding);
  return found.flatMap((each, round) => {
    const other = echo?.found[round];
    return other === undefined ? [] : [of(each) / of(other)];
  });
}

const HEAD = [
  'messages/s (min–max)',
  'processor ms each',
  '÷ echo bot',
  'p50 / p99 ms',
  'of a processor',
  'platforms + load',
  'messages a call',
];

function print(runs: readonly Run[], before: string): void {
  console.log(
    `\nRelay: ${whole(ROOMS)} rooms, text messages, closed loop, ${MS / 1000} s each or longer. The bridge runs as npm start ` +
      `runs it, its\ndatabase on disk; platforms that answer at once and the load share one other process ` +
      `(${before} before, ${loadNow()} after).`,
  );
  for (const outstanding of OUTSTANDING) {
    const rows = runs
      .filter((run) => run.outstanding === outstanding && run.found.length > 0)
      .map((run) => rowOf(runs, run));
    console.log(`\n${table([`${outstanding} outstanding`, ...HEAD], rows)}`);
  }
}

function rowOf(runs: readonly Run[], run: Run): string[] {
  const all = (of: (found: Found) => number) => run.found.map(of);
  const p50 = median(all((each) => each.p50)).toFixed(1);
  const p99 = median(all((each) => each.p99)).toFixed(1);
  return [
    run.what,
    range(all(rateOf), whole),
    range(all(costOf), fixed(2)),
    range(ratiosToEcho(runs, run, costOf), fixed(1)),
    `${p50} / ${p99}`,
    median(all((each) => each.busy)).toFixed(2),
    median(all((each) => each.worldBusy)).toFixed(2),
    median(all((each) => each.messages / each.sends)).toFixed(2),
  ];
}

const rateOf = ({ perSecond }: Found) => perSecond;
const costOf = ({ cpuMs }: Found) => cpuMs;
const MOST_CPU_MS = 0.6;

function expectations(runs: readonly Run[], run: Run): Expectation[] {
  const name = `${run.what}, ${run.outstanding} outstanding`;
  const costs = run.found.map(costOf);
  const ratios = ratiosToEcho(runs, run, rateOf);
  const cost = {
    figure: `processor ms a message, ${name}`,
    wish: `≤ ${MOST_CPU_MS}`,
    found: range(costs, fixed(2)),
    met: median(costs) <= MOST_CPU_MS,
  };
  const rate = {
    figure: `messages/s ÷ echo bot, ${name}`,
    wish: '≥ 1',
    found: range(ratios, fixed(2)),
    met: median(ratios) >= 1,
  };
  return ratios.length === 0 ? [cost] : [cost, rate];
}
