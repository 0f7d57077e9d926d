import { setTimeout as rest } from 'node:timers/promises';
import { HOUR_MS, SECOND_MS } from '../../src/domain/durations.ts';
import { OA } from '../../test/helpers/company.ts';
import type { LineChat } from '../../test/helpers/people.ts';
import { noise } from '../../test/helpers/picture-tables.ts';
import { startWorkerWorld, type WorkerWorld } from '../../test/worker/worker-world.ts';
import type { WorkerFigures } from './figures.ts';

/**
 * `npm run bench:workers [-- people…] [--writes]`: what a lone message or photo to a sleeping object, an idle hour and
 * an idle day cost on Workers, beside what issue 13 wants. Counted in workerd, at the simulated platforms and in the
 * object's storage; `--writes` names the statements that write.
 */

const QUIET_MS = 700;
const STILL_MS = 60;
const EVICTED_AFTER_MS = 10 * SECOND_MS;
const HOURS = 24;
/** The bars of issue 13, of a lone message and of an idle hour. Tokens and sends are no part of the calls. */
const MESSAGE = { calls: 2, rowsWritten: 40, alarmsFired: 1 };
const IDLE_HOUR = { rowsWritten: 20, alarmsFired: 4 };
const BARS = ['calls', 'rowsWritten', 'alarmsFired'] as const;

interface Count extends WorkerFigures {
  readonly calls: number;
  readonly called: string;
}

interface Stand {
  readonly world: WorkerWorld;
  /** Counts what `work` causes, until nothing more follows. */
  count(work: () => Promise<unknown>): Promise<Count>;
  idle(hours: number): Promise<Count[]>;
  stop(): Promise<void>;
}

async function stand(people: number): Promise<Stand> {
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  const world = await startWorkerWorld({
    configPath: 'bench/workers/wrangler.toml',
    clock,
    environment: { PUBLIC_URL: 'https://line.midori.example' },
    furnish: (_line, works) => {
      for (let n = works.members().length; n < people; n += 1) {
        works.addMember({ email: `staff${n}@midori`, lastName: '社員', firstName: `${n}号` });
      }
    },
  });
  const ask = async (what: string): Promise<WorkerFigures> =>
    (await fetch(`${world.url}/counted/${what}`)).json() as Promise<WorkerFigures>;
  const calls = () => [...world.line.calls, ...world.works.calls];
  const object = `object=${'400000001'}`;

  /** Until nothing more comes for so long. */
  const still = async (ms: number): Promise<WorkerFigures> => {
    for (let before = -1; ; ) {
      await rest(ms);
      await Promise.all([world.line.quiet(), world.works.quiet()]);
      const figures = await ask('figures');
      const sum = figures.statements + calls().length;
      if (sum === before) return figures;
      before = sum;
    }
  };
  /** The same, and no alarm is about to fire. */
  const quiet = async () => {
    for (;;) {
      const { alarmAt } = await still(QUIET_MS);
      if (alarmAt === null || alarmAt > clock.now() + EVICTED_AFTER_MS) return;
    }
  };
  const since = async (callsBefore: number): Promise<Count> => {
    const made = calls().length - callsBefore;
    const lately = [...world.line.calls.slice(), ...world.works.calls]
      .sort((one, other) => one.at - other.at)
      .slice(-made || undefined);
    const called =
      made === 0 ? '' : lately.map(({ method, path }) => `${method} ${path}`).join(', ');
    return { ...(await ask('begin')), calls: made, called };
  };
  const count: Stand['count'] = async (work) => {
    await quiet();
    await ask('begin');
    const before = calls().length;
    await work();
    await quiet();
    return since(before);
  };

  const idle = async (hours: number): Promise<Count[]> => {
    await quiet();
    await ask(`hold?${object}`);
    const { alarmAt: first } = await ask('begin');
    const startedAt = clock.now();
    const counts: Count[] = [];
    let next = first;
    for (let hour = 1; hour <= hours; hour += 1) {
      const before = calls().length;
      const end = startedAt + hour * HOUR_MS;
      while (next !== null && next < end) {
        if (next - clock.now() > EVICTED_AFTER_MS) await world.evict();
        aheadMs += Math.max(0, next - clock.now());
        await ask(`clock?ahead=${aheadMs}`);
        await ask(`alarm?${object}`);
        await still(STILL_MS);
        next = (await ask('figures')).alarmAt;
      }
      counts.push(await since(before));
    }
    return counts;
  };
  await ask(`find?${object}`);
  return { world, count, idle, stop: world.stop };
}

const people = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0);
const tellsWrites = process.argv.includes('--writes');

async function measure(size: number): Promise<void> {
  const stage = await stand(size);
  const { world } = stage;
  try {
    const photo = new Uint8Array(await noise(400, 300).jpeg().toBuffer());
    world.works.member('tanaka@midori').update({ photo });
    await world.suzuki.commands('link on');
    console.log(`\n${size} people in the directory`);
    tell('a link member with a photo, added', await stage.count(() => addTanaka(world)));
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('こんにちは');
    await world.tanaka.says('山田花子', 'お世話になっております');
    await measureWords(stage, hanako);
    await measurePhotos(stage, hanako);
    await measureIdle(stage);
  } finally {
    await stage.stop();
  }
}

const addTanaka = (world: WorkerWorld) => world.suzuki.commands('member add tanaka');

const wokenIn =
  ({ count, world }: Stand) =>
  (work: () => Promise<unknown>) =>
    count(async () => {
      await sleep(world);
      await work();
    });

/** Its object may be asleep already. */
async function sleep(world: WorkerWorld): Promise<void> {
  try {
    await world.evict();
  } catch (error) {
    if (!String(error).includes('not currently running')) throw error;
  }
}

async function measureWords(stage: Stand, hanako: LineChat): Promise<void> {
  const { world } = stage;
  const woken = wokenIn(stage);
  const toWorks = (text: string) => () => hanako.user.says(text, { oa: OA });
  const toLine = (text: string) => () => world.tanaka.user.room('山田花子').says(text);
  tell('LINE → LINE WORKS, asleep', await woken(toWorks('一通だけ')), MESSAGE);
  tell('LINE WORKS → LINE, asleep', await woken(toLine('一通だけです')), MESSAGE);
  tell('LINE → LINE WORKS, asleep again', await woken(toWorks('もう一通')), MESSAGE);
  tell('LINE → LINE WORKS, awake', await stage.count(toWorks('続けて')), MESSAGE);
  tell('LINE WORKS → LINE, awake', await stage.count(toLine('続けてです')), MESSAGE);
  tell('an unknown path, asleep', await woken(() => fetch(`${world.url}/wp-login.php`)));
  const audit = { headers: { 'accept-language': 'ja' } };
  // It sleeps on.
  tell('/audit of a stranger, asleep', await stage.count(() => fetch(`${world.url}/audit`, audit)));
}

/** From a photo as phones send it to one that has to be made small or into another kind. */
async function measurePhotos(stage: Stand, hanako: LineChat): Promise<void> {
  const { world } = stage;
  const woken = wokenIn(stage);
  const room = world.tanaka.user.room('山田花子');
  const small = await noise(640, 480).jpeg().toBuffer();
  const another = await noise(641, 480).jpeg().toBuffer();
  // As much in it as in a photo of a phone: the first small picture is small enough.
  const large = await noise(4000, 3000).blur(1.5).jpeg({ quality: 95 }).toBuffer();
  if (large.length < 1_500_000) throw new Error(`${large.length} bytes are not large`);
  const webp = await noise(640, 480).webp().toBuffer();
  const contentType = 'image/jpeg';
  const toWorks = (bytes: Buffer) => () =>
    hanako.user.sendsContent('image', { bytes, contentType }, { oa: OA });
  const toLine = (bytes: Buffer, fileName: string) => () =>
    room.sendsFile('image', { bytes, fileName, contentType: 'application/octet-stream' });
  tell('photo, LINE → LINE WORKS', await woken(toWorks(small)));
  tell('photo, LINE WORKS → LINE', await woken(toLine(another, 'another.jpg')));
  tell('its phone loads it and its preview', await woken(() => loads(world, hanako)));
  tell('photo over 1 MB, LINE WORKS → LINE', await woken(toLine(large, 'large.jpg')));
  tell('its phone loads it and its preview', await woken(() => loads(world, hanako)));
  tell('WebP, LINE WORKS → LINE', await woken(toLine(webp, 'other.webp')));
}

/** The addresses of the last picture, as the phone asks for them. */
async function loads({ url }: WorkerWorld, hanako: LineChat): Promise<void> {
  const shown = JSON.stringify(hanako.lastReceived?.message);
  const paths = [...shown.matchAll(/"https:\/\/[^/"]+(\/media\/[^"]+)"/gu)].map(([, path]) => path);
  if (paths.length < 2) throw new Error(`no picture: ${shown}`);
  for (const path of new Set(paths)) {
    const answer = await fetch(`${url}${path}`);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  }
}

async function measureIdle(stage: Stand): Promise<void> {
  const hours = await stage.idle(HOURS);
  // The first hour follows a change: the directory is read a little more often.
  const [first, ...others] = hours;
  const usual = others.toSorted((one, other) => rowsOf(one) - rowsOf(other))[HOURS / 2];
  if (first === undefined || usual === undefined) return;
  tell('the first idle hour', first, IDLE_HOUR);
  tell('an idle hour, as most are', usual, IDLE_HOUR);
  // Accounts and rights are checked in two of each six hours, and the files once a day.
  const dearest = others.reduce((one, other) => (shareOf(other) > shareOf(one) ? other : one));
  tell('the dearest idle hour of a day', dearest, IDLE_HOUR);
  const day = hours.reduce(added);
  tell('an idle day', day, {
    rowsWritten: IDLE_HOUR.rowsWritten * HOURS,
    alarmsFired: IDLE_HOUR.alarmsFired * HOURS,
  });
}

/** Of what an idle hour may have, the larger share. */
const shareOf = ({ rowsWritten, alarmsFired }: Count) =>
  Math.max(rowsWritten / IDLE_HOUR.rowsWritten, alarmsFired / IDLE_HOUR.alarmsFired);

const rowsOf = ({ rowsWritten, alarmsSet }: Count) => rowsWritten + alarmsSet;

const added = (one: Count, other: Count): Count => ({
  ...other,
  calls: one.calls + other.calls,
  called: '',
  rowsWritten: one.rowsWritten + other.rowsWritten,
  rowsRead: one.rowsRead + other.rowsRead,
  alarmsFired: one.alarmsFired + other.alarmsFired,
  alarmsSet: one.alarmsSet + other.alarmsSet,
  starts: one.starts + other.starts,
  registryAsked: one.registryAsked + other.registryAsked,
  r2: { a: one.r2.a + other.r2.a, b: one.r2.b + other.r2.b },
  images: {
    asked: one.images.asked + other.images.asked,
    made: one.images.made + other.images.made,
  },
  writes: {},
});

/** @param bars what it should not cost more than; what is over is marked, and the exit code says so */
function tell(what: string, count: Count, bars: Partial<typeof MESSAGE> = {}): void {
  const { calls, rowsWritten, rowsRead, alarmsFired, alarmsSet, starts, called, r2, images } =
    count;
  const { registryAsked } = count;
  const over = BARS.filter((name) => count[name] > (bars[name] ?? Number.POSITIVE_INFINITY));
  console.log(
    `${what.padEnd(36)} calls ${calls}, rows written ${rowsWritten}, read ${rowsRead}, ` +
      `alarms ${alarmsFired}, set ${alarmsSet}, starts ${starts}, registry asked ${registryAsked}, R2 ${r2.a} A + ${r2.b} B, ` +
      `Images ${images.asked} asked, ${images.made} made` +
      over.map((name) => `  OVER: ${name}, at most ${bars[name]}`).join(''),
  );
  if (over.length > 0) process.exitCode = 1;
  if (!tellsWrites) return;
  console.log(`  ${called}`);
  for (const [statement, rows] of Object.entries(count.writes)) {
    console.log(`  ${rows} ${statement.replaceAll(/\s+/g, ' ').slice(0, 150)}`);
  }
}

for (const size of people.length > 0 ? people : [488, 2000]) await measure(size);
