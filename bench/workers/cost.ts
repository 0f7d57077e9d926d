import { setTimeout as rest } from 'node:timers/promises';
import { HOUR_MS, SECOND_MS } from '../../src/domain/durations.ts';
import { OA } from '../../test/helpers/company.ts';
import { startWorkerWorld, type WorkerWorld } from '../../test/worker/worker-world.ts';
import type { WorkerFigures } from './figures.ts';

/**
 * `npm run bench:workers [-- people…] [--writes]`: what a lone message to a sleeping object and an
 * idle hour cost on Workers, beside what issue 13 wants. Counted in workerd, at the simulated
 * platforms and in the object's storage; `--writes` names the statements that write.
 */

const QUIET_MS = 700;
const STILL_MS = 60;
const EVICTED_AFTER_MS = 10 * SECOND_MS;
const HOURS = 3;

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

for (const size of people.length > 0 ? people : [488, 2000]) await measure(size);

async function measure(size: number): Promise<void> {
  const stage = await stand(size);
  const { world } = stage;
  try {
    await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka');
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('こんにちは');
    await world.tanaka.says('山田花子', 'お世話になっております');

    console.log(`\n${size} people in the directory`);
    const toWorks = (text: string) => () => hanako.user.says(text, { oa: OA });
    const toLine = (text: string) => () => world.tanaka.user.room('山田花子').says(text);
    const woken = (work: () => Promise<unknown>) =>
      stage.count(async () => {
        await world.evict();
        await work();
      });
    tell('LINE → LINE WORKS, asleep', await woken(toWorks('一通だけ')));
    tell('LINE WORKS → LINE, asleep', await woken(toLine('一通だけです')));
    tell('LINE → LINE WORKS, asleep again', await woken(toWorks('もう一通')));
    tell('LINE → LINE WORKS, awake', await stage.count(toWorks('続けて')));
    tell('LINE WORKS → LINE, awake', await stage.count(toLine('続けてです')));
    tell('an unknown path, asleep', await woken(() => fetch(`${world.url}/wp-login.php`)));
    const hours = await stage.idle(HOURS);
    for (const [at, hour] of hours.entries()) tell(`idle hour ${at + 1}`, hour);
  } finally {
    await stage.stop();
  }
}

function tell(what: string, count: Count): void {
  const { calls, rowsWritten, rowsRead, alarmsFired, alarmsSet, starts, called } = count;
  console.log(
    `${what.padEnd(34)} calls ${calls}, rows written ${rowsWritten}, read ${rowsRead}, ` +
      `alarms ${alarmsFired}, set ${alarmsSet}, starts ${starts}`,
  );
  if (!tellsWrites) return;
  console.log(`  ${called}`);
  for (const [statement, rows] of Object.entries(count.writes)) {
    console.log(`  ${rows} ${statement.replaceAll(/\s+/g, ' ').slice(0, 150)}`);
  }
}
