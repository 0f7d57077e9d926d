import { parseArgs } from 'node:util';
import { askWorker } from '../worker/operators.ts';
import { startWorkerWorld } from '../worker/worker-world.ts';
import type { Company } from './company.ts';
import { crashLoop } from './crash-loop.ts';
import { liveOn } from './lives.ts';
import { tryOperators } from './operator-tries.ts';
import { tryPresses } from './presses.ts';
import { openReport, type Report } from './report.ts';
import { searchAll, searchLog } from './search.ts';
import { type TokenWatch, tryTokens, watchTokens } from './tokens.ts';
import { type Citizen, openTown, sideBySide, type Town } from './town.ts';
import { tryAt, tryAtHome } from './tries.ts';
import { unchanged } from './unchanged.ts';

/*
 * `npm run test:isolation`: many companies in one workerd and one bucket; nothing of one is taken, seen or changed at
 * another. `-- --companies 100`: so many; `-- --plant door`: with a leak, which must be found.
 */

const COMPANIES = 12;
/** A company's things are tried at those so many numbers further. */
const STEPS = [1, 2, 5];
/** Of many, so that it takes minutes. */
const STEPS_OF_MANY = [1, 5];
const MANY = 50;
/** Each look whether all is quiet costs as much as a part of the work. */
const LOOK_EACH_MS = 40;
const AT_ONCE = 4;
const LEAKS = ['row', 'file', 'log', 'door', 'token'] as const;
type Leak = (typeof LEAKS)[number];
const WRONG_USE = 2;

const WANTED = [
  'requests that its own workspace took',
  'refused at another: LINE webhook',
  'refused at another: callback of a bot',
  'refused at another: media link',
  "refused at another: customer's button",
  "refused at another: administrator's button",
  'refused at another: audit link, used',
  'refused to an operator: its body names another',
  'refused by the platforms of another: token of LINE',
  'refused by the platforms of another: token of LINE WORKS',
  'calls of the Worker with a token',
  'texts and blobs of rows and files searched',
  'files searched',
  'lines of metrics searched',
  'of them ours',
  'rows the same to the byte: things of one are tried at another',
  'rows the same to the byte: one sweeps',
  'rows the same to the byte: one closes',
  'rows the same to the byte: one is deleted, first step',
  'rows the same to the byte: one is deleted, second step',
  'rows the same to the byte: one is to be restored',
  'restores that cannot be had offline',
  'rows the same to the byte: one is copied',
  'rows the same to the byte: one returns from its copy',
  'rows of the one that returned',
  'jobs of the one that sweeps',
  'tables and files deleted',
  'callbacks that the others acknowledged',
  "another's buttons pressed by people of its own",
  "another's buttons pressed by people whose talk it is not",
  'calls that the crash loop has refused',
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { companies: { type: 'string' }, plant: { type: 'string' } },
  });
  const count = Number(values.companies ?? COMPANIES);
  const leak = LEAKS.find((known) => known === values.plant) ?? null;
  const isKnown = leak !== null || values.plant === undefined;
  if (!isKnown || !(Number.isInteger(count) && count >= 3)) {
    console.error(`npm run test:isolation -- [--companies 100] [--plant ${LEAKS.join(' | ')}]`);
    return WRONG_USE;
  }
  const report = openReport((line) => console.log(line));
  const configPath = 'test/isolation/wrangler.toml';
  const world = await startWorkerWorld({
    configPath,
    environment: { LOG_LEVEL: 'debug' },
    lookEachMs: LOOK_EACH_MS,
  });
  const watch = watchTokens(report);
  const lap = stopwatch();
  const town = await openTown(world, count, (company) => know(watch, company));
  lap(`${count} companies founded`);
  try {
    await play(town, watch, leak, report, lap);
    return report.end(WANTED) ? 0 : 1;
  } finally {
    await town.stop();
    watch.stop();
    await world.stop();
  }
}

async function play(
  town: Town,
  watch: TokenWatch,
  leak: Leak | null,
  report: Report,
  lap: (what: string) => void,
): Promise<void> {
  const { url, citizens } = town;
  const [first, second, third] = citizens;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('too few');
  await sideBySide(citizens, AT_ONCE, (citizen) => tryAtHome(url, citizen, report));
  await town.settle();
  lap('everything tried at home');

  await plant(town, leak, first, second);
  const names = citizens.map(({ name }) => name);
  await town.whileResting(citizens, () =>
    unchanged(town, names, 'things of one are tried at another', report, () =>
      tryAll(town, watch, report),
    ),
  );
  lap('everything tried at others');

  // One after the other: each company is somebody's neighbour, and must not change meanwhile.
  await sideBySide(ring(citizens), 1, ([of, at]) => tryPresses(town, of, at, report));
  // The third closes by a command of its own, later.
  const others = citizens.filter((citizen) => citizen !== third);
  await sideBySide(others, AT_ONCE, (citizen) => tryAtHome(url, citizen, report, true));
  lap('buttons of others pressed');

  await crashLoop(town, second, report);
  await town.settle();
  lap('a crash loop');
  await searchAll(town, report);
  lap('everything searched');
  await liveOn(town, third, report);
  searchLog(town, report);
  lap('one swept, closed, deleted and returned');
}

function pairsOf(
  citizens: readonly Citizen[],
  steps: readonly number[],
): (readonly [of: Citizen, at: Citizen])[] {
  return citizens.flatMap((of, at) =>
    [...new Set(steps.map((step) => (at + step) % citizens.length))].flatMap((to) => {
      const other = citizens[to];
      return other === undefined || other === of ? [] : [[of, other] as const];
    }),
  );
}

const ring = (citizens: readonly Citizen[]): (readonly [of: Citizen, at: Citizen])[] =>
  pairsOf(citizens, [1]);

async function tryAll({ url, citizens }: Town, watch: TokenWatch, report: Report): Promise<void> {
  await sideBySide(
    pairsOf(citizens, citizens.length < MANY ? STEPS : STEPS_OF_MANY),
    AT_ONCE,
    async ([of, at]) => {
      await tryAt(url, of, at, report);
      await tryOperators(url, of, at, report);
      await tryTokens(watch, of, at, report);
    },
  );
}

/** As a fault of the product would leave it. */
async function plant(town: Town, leak: Leak | null, from: Citizen, to: Citizen): Promise<void> {
  if (leak === 'row') {
    const query = town.world.queryOf(`w/${to.name}`);
    await query('UPDATE line_users SET display_name = ?', from.customer.name);
  }
  if (leak === 'file') await town.order('plant', { leak, to: to.name, text: from.mark });
  if (leak === 'log') await town.order('plant', { leak, text: `a name: ${from.mark}` });
  if (leak === 'door') await town.order('plant', { leak, from: from.name, to: to.name });
  if (leak === 'token') {
    const settings = { LINE_API_BASE_URL: from.line.apiUrl };
    await askWorker(town.url, 'set', { workspace: to.name, settings });
  }
}

function know(watch: TokenWatch, { name, line, works }: Company): void {
  const urls = [line.apiUrl, line.dataUrl, works.apiUrl, works.authUrl, works.storageUrl];
  watch.know(
    name,
    urls.map((url) => new URL(url).origin),
  );
}

function stopwatch(): (what: string) => void {
  let at = performance.now();
  return (what) => {
    console.log(`${((performance.now() - at) / 1000).toFixed(1).padStart(6)} s  ${what}`);
    at = performance.now();
  };
}

process.exitCode = await main();
