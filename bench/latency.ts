import { type BridgeStage, withBridge } from './bridge-stage.ts';
import { type Expectation, fixed, loadNow, median, range, table, whole } from './figures.ts';
import { TURNS } from './measured.ts';
import type { Found } from './stage.ts';

/** How long a message takes, at rates within the bridge's capacity and beyond it. */

const ROOMS = 1000;
const RATES = [50, 200, 500];
const MS = 2500;
const WARM_UP = { way: 'mixed', outstanding: 32, warmUpMs: 0, ms: 2000, least: 400 } as const;

/** Both ways at once, at fixed instants; each time counts from the instant the message was due. */
export async function benchLatency(rounds: number): Promise<Expectation[]> {
  const before = loadNow();
  const results = new Map<number, Found[]>(RATES.map((rate) => [rate, []]));
  for (let round = 0; round < rounds; round += 1) {
    let rates: readonly number[] = RATES;
    // Leftover messages would slow the next rate: it starts with a new bridge.
    while (rates.length > 0) {
      rates = await withBridge({ rooms: ROOMS, environment: TURNS, mayLeave: true }, (on) =>
        measureUntilFull(on, rates, results),
      );
    }
  }
  print(results, before);
  return expectations(results);
}

/** @returns the rates still to be measured */
async function measureUntilFull(
  { stage }: BridgeStage,
  rates: readonly number[],
  results: ReadonlyMap<number, Found[]>,
): Promise<readonly number[]> {
  await stage.closed(WARM_UP);
  for (const [at, perSecond] of rates.entries()) {
    const found = await stage.open({ way: 'mixed', perSecond, ms: MS });
    results.get(perSecond)?.push(found);
    if (isFull(perSecond, found)) return rates.slice(at + 1);
    if (found.left > 0) throw new Error(`latency: ${found.left} messages never came.`);
  }
  return [];
}

/** At the end more is on its way than comes in a quarter of a second: it would grow without end. */
const FULL_SHARE = 0.25;
const isFull = (perSecond: number, { underWay }: Found) => underWay > perSecond * FULL_SHARE;

const HEAD = [
  'messages/s',
  'p50 ms (min–max)',
  'p99 ms (min–max)',
  'processor ms each',
  'of a processor',
  'platforms + load',
  'longest turn ms',
  'on their way at the end',
  '',
];

function print(results: ReadonlyMap<number, readonly Found[]>, before: string): void {
  console.log(
    `\nLatency: ${whole(ROOMS)} rooms, both ways at once, ${MS / 1000} s each, from the instant of the schedule to the ` +
      `send on the other\nside, platforms that answer at once and share their process with the load ` +
      `(${before} before, ${loadNow()} after).\n`,
  );
  const rows = [...results].map(([perSecond, found]) => [
    whole(perSecond),
    range(
      found.map((each) => each.p50),
      fixed(1),
    ),
    range(
      found.map((each) => each.p99),
      fixed(1),
    ),
    median(found.map((each) => each.cpuMs)).toFixed(2),
    median(found.map((each) => each.busy)).toFixed(2),
    median(found.map((each) => each.worldBusy)).toFixed(2),
    range(
      found.map((each) => each.longestTurnMs),
      fixed(0),
    ),
    range(
      found.map((each) => each.underWay),
      whole,
    ),
    wordsFor(perSecond, found),
  ]);
  console.log(table(HEAD, rows));
}

/** Messages that never came are in none of the times above. */
function wordsFor(perSecond: number, found: readonly Found[]): string {
  if (!found.some((each) => isFull(perSecond, each))) return '';
  const left = median(found.map((each) => each.left));
  const late = left > 0 ? ` ${whole(left)} had not come 3 s later and are not in these times.` : '';
  return `The queue grew without end!${late}`;
}

const JUDGED_RATE = 200;
const MOST_P50_MS = 5;
const MOST_P99_MS = 20;
const MOST_TURN_MS = 20;

function expectations(results: ReadonlyMap<number, readonly Found[]>): Expectation[] {
  const found = results.get(JUDGED_RATE) ?? [];
  const judge = (name: 'p50' | 'p99', most: number): Expectation => {
    const times = found.map((each) => each[name]);
    return {
      figure: `end to end at ${JUDGED_RATE} messages/s, ${name} ms`,
      wish: `< ${most}`,
      found: range(times, fixed(1)),
      met: median(times) < most,
    };
  };
  const turns = [...results.values()].flat().map((each) => each.longestTurnMs);
  return [
    judge('p50', MOST_P50_MS),
    judge('p99', MOST_P99_MS),
    {
      figure: 'longest turn of the event loop at any of these rates, ms',
      wish: `< ${MOST_TURN_MS}`,
      found: Math.max(...turns).toFixed(0),
      met: Math.max(...turns) < MOST_TURN_MS,
    },
  ];
}
