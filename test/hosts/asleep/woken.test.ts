import { afterEach, expect, test } from 'vitest';
import { keptWorksFault } from '../../../src/hosts/kept-parts.ts';
import { directoryPages } from '../../../src/store/schema.ts';
import { linkAndTalk } from '../../helpers/story.ts';
import { startWorld, type World, type WorldOptions } from '../../helpers/world.ts';

/*
 * A host that sleeps when idle, as a Durable Object does, over SQLite on Node: it is built again
 * from its database each time it wakes.
 */

let world: World;
afterEach(() => world.stop());

const MINUTE_MS = 60_000;
const PUBLIC_URL = 'https://line.midori.example';

const asleep = (options: WorldOptions = {}) =>
  startWorld({
    ...options,
    parts: { staysAwake: false },
    environment: options.environment ?? { PUBLIC_URL },
  });

const called = () =>
  [...world.line.calls, ...world.works.calls].map(({ method, path }) => `${method} ${path}`);

/** The calls that `work` causes. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = called();
  await work();
  await world.settle();
  const after = called();
  for (const call of before) after.splice(after.indexOf(call), 1);
  return after;
}
const ofPath = (calls: readonly string[], path: string) =>
  calls.filter((call) => call.endsWith(path)).length;

test('waking costs no call, and a message one; a changed configuration is checked at once', async () => {
  const environment: Record<string, string> = { PUBLIC_URL };
  world = await asleep({ environment });
  await linkAndTalk(world);

  expect(await callsOf(() => world.restart(MINUTE_MS))).toEqual([]);
  const hanako = world.lineUser('山田花子');
  const toWorks = await callsOf(() => hanako.says('おはようございます'));
  expect(toWorks).toEqual([expect.stringMatching(/^POST .*\/channels\/.*\/messages$/u)]);
  await world.restart(MINUTE_MS);
  const toLine = await callsOf(() => world.tanaka.says('山田花子', 'はい'));
  expect(toLine).toEqual([expect.stringMatching(/^POST \/v2\/bot\/message\//u)]);

  environment.COMPANY_NAME = 'みどり商店 本店';
  const changed = await callsOf(() => world.restart(MINUTE_MS));
  expect(ofPath(changed, '/v2/bot/info')).toBe(1);
  expect(ofPath(changed, '/v1.0/users')).toBeGreaterThan(0);

  // The tokens stand in the database, sealed: a changed secret buys another.
  environment.LINE_CHANNEL_SECRET =
    'fedcba9876543210fedcba9876543210,0123456789abcdef0123456789abcdef';
  expect(ofPath(await callsOf(() => world.restart()), '/oauth2/v3/token')).toBeGreaterThan(0);
  const { db } = world.bridge.workspace.context;
  expect(db.all("SELECT subject FROM kept_states WHERE subject LIKE 'token %' ORDER BY 1")).toEqual(
    [{ subject: 'token line 1657000001' }, { subject: 'token line-works' }],
  );
});

test('the directory is read less and less while nothing changes, and soon after a stranger has written', async () => {
  world = await asleep();
  const readings = async (minutes: number) => {
    let pages = 0;
    for (let minute = 0; minute < minutes; minute += 5) {
      pages += ofPath(await callsOf(() => world.later(5 * MINUTE_MS)), '/v1.0/users');
    }
    return pages;
  };
  await readings(120);
  await world.restart();
  expect(await readings(120)).toBe(2);
  expect(await readings(20)).toBe(0);

  world.works.addMember({ email: 'mori@midori', lastName: '森', firstName: '薫' });
  const written = await callsOf(() => world.member('mori@midori').commands('こんにちは'));
  expect(ofPath(written, '/v1.0/users')).toBe(1);
  // What has changed may go on changing.
  expect(await readings(5)).toBe(1);
  const { db } = world.bridge.workspace.context;
  expect(db.all('SELECT count(*) AS n FROM members')).toEqual([{ n: 4 }]);
});

test('a reading of the directory that has to wait goes on after the sleep, and reads no page twice', async () => {
  world = await asleep({
    works: { requestsPerMinute: 2 },
    furnish: (_line, works) => {
      for (let n = 0; n < 500; n += 1) {
        works.addMember({ email: `staff${n}@midori`, lastName: '社員', firstName: `${n}号` });
      }
    },
  });
  for (let minute = 0; minute < 6; minute += 1) await world.restart(MINUTE_MS);
  expect(ofPath(called(), '/v1.0/users')).toBe(6);
  const { db } = world.bridge.workspace.context;
  expect(db.all('SELECT count(*) AS n FROM members')).toEqual([{ n: 503 }]);
  expect(db.all('SELECT * FROM directory_pages')).toEqual([]);
});

test('pages of a reading that nobody goes on with do not stay', async () => {
  world = await asleep();
  const { db } = world.bridge.workspace.context;
  for (const pass of ['poll', 'register-somebody who is gone']) {
    const users = '{"v":1,"users":[]}';
    const readAt = world.clock.now() - 120 * MINUTE_MS;
    db.insert(directoryPages).values({ pass, page: 0, users, nextCursor: 'x', readAt }).run();
  }
  await world.later(30 * MINUTE_MS);
  expect(db.all('SELECT pass FROM directory_pages')).toEqual([]);
});

test('what the last check of our scopes found is known after the sleep', async () => {
  world = await asleep({ environment: { PUBLIC_URL, WORKS_CLIENT_SECRET: 'wrong' } });
  const { db } = world.bridge.workspace.context;
  const kept = () => db.all("SELECT value FROM kept_states WHERE subject = 'works-fault'");
  expect(kept()).toEqual([{ value: '"unauthorized"' }]);
  const { store } = world.bridge.workspace.context;
  expect(keptWorksFault({ store })).toBe('unauthorized');
  expect(keptWorksFault({ store, staysAwake: true })).toBeNull();
});
