import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBridge } from './bridge-stage.ts';
import { companyOf } from './company.ts';
import { type Expectation, fixed, loadNow, median, range, table, whole } from './figures.ts';
import { seedHistory } from './history.ts';
import { seedCompany } from './seed.ts';
import type { Found } from './stage.ts';

/** The relay's cost in a database with years behind it, and how long a start takes there. */

const ROOMS = 100_000;
const MESSAGES = 1_000_000;
const MS = 1200;
const BETWEEN_MS = 300;
const LEAST = 300;
const WARM_UP = { way: 'mixed', outstanding: 32, warmUpMs: 0, ms: 2000, least: 400 } as const;
const WAYS = ['line', 'works'] as const;
const NAMES = { line: 'LINE → LINE WORKS', works: 'LINE WORKS → LINE' } as const;
type ScaleWay = keyof typeof NAMES;

/** How many rooms talk, and how many messages are on their way at any time. */
interface Talk {
  readonly rooms: number;
  readonly outstanding: number;
}

const BIG = `${whole(ROOMS)} rooms, ${whole(MESSAGES)} messages behind`;
/** Alone in its room a message goes alone: several at once share calls, and each costs less. */
const ONE: Talk = { rooms: 1, outstanding: 1 };
const THOUSAND: Talk = { rooms: 1000, outstanding: 32 };
const ALL_ALONE: Talk = { rooms: ROOMS, outstanding: 1 };
const ALL: Talk = { rooms: ROOMS, outstanding: 32 };
const BIG_TALKS = [ALL_ALONE, { rooms: 1, outstanding: 32 }, THOUSAND, ALL];

const smallName = ({ rooms }: Talk) =>
  `${whole(rooms)} ${rooms === 1 ? 'room' : 'rooms'}, nothing behind`;
const nameOf = ({ rooms, outstanding }: Talk, way: ScaleWay) =>
  `${whole(rooms)} talk, ${outstanding} outstanding, ${NAMES[way]}`;

interface Start {
  readonly readyAfterMs: number;
  readonly rssMb: number;
  readonly rssAfterMb: number;
}

interface Results {
  /** By size of the past, then by talk. */
  readonly found: Map<string, Map<string, Found[]>>;
  readonly starts: Map<string, Start[]>;
}

/** One database is seeded; each round starts a fresh bridge on it. */
export async function benchScale(rounds: number): Promise<Expectation[]> {
  const before = loadNow();
  const results: Results = { found: new Map(), starts: new Map() };
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-bench-'));
  try {
    await seedBig(folder);
    for (let round = 0; round < rounds; round += 1) {
      for (const talk of [ONE, THOUSAND]) {
        await measure(results, smallName(talk), { rooms: talk.rooms }, [talk]);
      }
      await measure(results, BIG, { rooms: ROOMS, folder }, BIG_TALKS);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print(results, before);
  return expectations(results);
}

async function seedBig(folder: string): Promise<void> {
  const template = join(folder, 'template.db');
  await withBridge({ rooms: 100 }, async ({ stage, bridge, folder: relayed }) => {
    await stage.closed(WARM_UP);
    await bridge.stop();
    copyFileSync(join(relayed, 'kakehashi.db'), template);
  });
  const since = performance.now();
  seedCompany(folder, companyOf(ROOMS));
  await seedHistory(folder, companyOf(ROOMS), template, MESSAGES);
  rmSync(template);
  const seconds = (performance.now() - since) / 1000;
  console.log(
    `\nScale: ${BIG}, seeded in ${seconds.toFixed(0)} s with the search index of them, but for the newest entries, ` +
      `which are no\nsegment yet.`,
  );
}

async function measure(
  { found, starts }: Results,
  base: string,
  where: { readonly rooms: number; readonly folder?: string },
  talks: readonly Talk[],
): Promise<void> {
  const talked = found.get(base) ?? new Map<string, Found[]>();
  found.set(base, talked);
  await withBridge(where, async ({ stage, bridge }) => {
    const { rssMb } = await bridge.usage();
    await stage.closed(WARM_UP);
    for (const talk of talks) {
      await stage.aim(bridge, { rooms: talk.rooms });
      for (const way of WAYS) {
        const { outstanding } = talk;
        const wanted = { way, outstanding, warmUpMs: BETWEEN_MS, ms: MS, least: LEAST };
        add(talked, nameOf(talk, way), await stage.closed(wanted));
      }
    }
    const rssAfterMb = (await bridge.usage()).rssMb;
    add(starts, base, { readyAfterMs: bridge.readyAfterMs, rssMb, rssAfterMb });
    await bridge.stop();
  });
}

function add<Value>(map: Map<string, Value[]>, name: string, value: Value): void {
  map.set(name, [...(map.get(name) ?? []), value]);
}

const HEAD = ['messages/s (min–max)', 'processor ms each', 'p50 / p99 ms', 'messages a call'];

function print({ found, starts }: Results, before: string): void {
  console.log(
    `The rounds go on in that database; one of its rooms has a tenth of the messages. Platforms and load share one ` +
      `other\nprocess (${before} before, ${loadNow()} after).`,
  );
  for (const [base, talks] of found) {
    const rows = [...talks].map(([name, rounds]) => [name, ...cellsOf(rounds)]);
    console.log(`\n${table([base, ...HEAD], rows)}`);
  }
  console.log(`\n${table(START_HEAD, [...starts].map(startRow))}`);
}

const cellsOf = (rounds: readonly Found[]): string[] => [
  range(
    rounds.map((each) => each.perSecond),
    whole,
  ),
  range(
    rounds.map((each) => each.cpuMs),
    fixed(2),
  ),
  `${median(rounds.map((each) => each.p50)).toFixed(1)} / ${median(rounds.map((each) => each.p99)).toFixed(1)}`,
  median(rounds.map((each) => each.messages / each.sends)).toFixed(2),
];

const START_HEAD = ['start', 'to ready, ms', 'RSS then, MB', 'RSS after this load, MB'];

const startRow = ([base, rounds]: readonly [string, readonly Start[]]): string[] => [
  base,
  range(
    rounds.map((each) => each.readyAfterMs),
    whole,
  ),
  range(
    rounds.map((each) => each.rssMb),
    whole,
  ),
  range(
    rounds.map((each) => each.rssAfterMb),
    whole,
  ),
];

const MOST_RATIO = 1.3;
const MOST_READY_MS = 1000;
const MOST_RSS_MB = 250;

function expectations({ found, starts }: Results): Expectation[] {
  const costs = (base: string, talk: Talk, way: ScaleWay) =>
    (found.get(base)?.get(nameOf(talk, way)) ?? []).map((each) => each.cpuMs);
  const ratio = (above: Talk, below: Talk, way: ScaleWay): Expectation => {
    const small = costs(smallName(below), below, way);
    const ratios = costs(BIG, above, way).map((cost, n) => cost / (small[n] ?? Number.NaN));
    const { outstanding } = above;
    return {
      figure: `processor time there ÷ ${smallName(below)}, ${NAMES[way]}, ${outstanding} outstanding`,
      wish: `≤ ${MOST_RATIO}`,
      found: range(ratios, fixed(2)),
      met: median(ratios) <= MOST_RATIO,
    };
  };
  const begun = starts.get(BIG) ?? [];
  const readyMs = begun.map((each) => each.readyAfterMs);
  const rssMb = begun.map((each) => each.rssAfterMb);
  return [
    ...WAYS.flatMap((way) => [ratio(ALL_ALONE, ONE, way), ratio(ALL, THOUSAND, way)]),
    {
      figure: 'start to ready there, ms',
      wish: `< ${whole(MOST_READY_MS)}`,
      found: range(readyMs, whole),
      met: median(readyMs) < MOST_READY_MS,
    },
    {
      figure: 'RSS there, after the load, MB',
      wish: `< ${MOST_RSS_MB}`,
      found: range(rssMb, whole),
      met: median(rssMb) < MOST_RSS_MB,
    },
  ];
}
