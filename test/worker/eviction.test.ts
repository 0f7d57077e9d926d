import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OA } from '../helpers/company.ts';
import { type LineChat, textsOf } from '../helpers/people.ts';
import { linkAndTalk } from '../helpers/story.ts';
import { until } from '../helpers/until.ts';
import { postWorks, worksTextEvent } from '../helpers/webhooks.ts';
import { GIVEN_UP_MS } from './front-patience.ts';
import { verifyCopy } from './verify-copy.ts';
import { startWorkerWorld, type WorkerWorld } from './worker-world.ts';

let world: WorkerWorld;
let hanako: LineChat;
beforeAll(async () => {
  world = await startWorkerWorld({ configPath: 'test/worker/reset/wrangler.toml' });
  await linkAndTalk(world);
});
beforeEach(() => {
  hanako = world.lineUser('山田花子');
});
afterAll(() => world.stop());

const room = () => world.tanaka.room('山田花子');
const countSeen = async () => {
  const [row] = await world.query('SELECT count(*) AS n FROM seen_events');
  return Number(row?.n);
};
const isPending = (text: string) =>
  world.works.calls.some(
    ({ status, body }) => status === 0 && JSON.stringify(body)?.includes(text) === true,
  );
const shows = (text: string) => textsOf(world.tanaka.room('山田花子')).includes(text);

const ROUNDS = 24;
const STRANGERS = 9;
const WHEN = ['before', 'during', 'after'] as const;

/** On a busy machine an object may be away longer than the front may wait: a few callbacks. */
const MOST_GIVEN_UP = 6;

/** What the front has given up is sent once more, and counted. Any other answer counts as it is. */
async function statusOf(body: string, givenUp: string[]): Promise<number> {
  const since = performance.now();
  const { status } = await postWorks(world.url, body);
  if (status === 200 || performance.now() - since < GIVEN_UP_MS) return status;
  givenUp.push(body);
  return (await postWorks(world.url, body)).status;
}

test('24 resets among 240 callbacks: the front has them answered 200, none is lost or doubled', async () => {
  const { userId } = world.works.member('tanaka@midori');
  const { channelId } = room();
  const before = await countSeen();
  const statuses: number[] = [];
  const givenUp: string[] = [];
  const said: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const reset = `reset-${WHEN[round % WHEN.length]}-${round}`;
    said.push(reset);
    // Those of a room that is not ours cost no call.
    const texts = [reset, ...Array.from({ length: STRANGERS }, (_, n) => `stranger-${round}-${n}`)];
    const sent = texts.map(async (text) => {
      const place = text === reset ? channelId : 'a-room-of-others';
      const event = worksTextEvent({ userId, channelId: place, text, at: Date.now() });
      return statusOf(JSON.stringify(event), givenUp);
    });
    statuses.push(...(await Promise.all(sent)));
  }
  expect(givenUp.length).toBeLessThanOrEqual(MOST_GIVEN_UP);
  expect(statuses).toEqual(Array.from({ length: ROUNDS * (1 + STRANGERS) }, () => 200));
  await world.settle();
  expect((await countSeen()) - before).toBe(statuses.length);
  const received = hanako.received.map(({ text }) => text);
  expect(received.filter((text) => text?.startsWith('reset-'))).toEqual(said);
});

test('what cannot concern the workspace asks nothing of its object', async () => {
  const asked = async () => (await fetch(`${world.url}/test/asked`)).json();
  await asked();
  const signature = { 'x-line-signature': `${'A'.repeat(43)}=` };
  const statusOf = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${world.url}${path}`, init)).status;
  const post = { method: 'POST', body: '{}' };
  const tooLarge = { method: 'POST', body: ' '.repeat(1_000_001), headers: signature };
  expect([
    await statusOf('/healthz'),
    await statusOf('/wp-login.php'),
    await statusOf('/w/Midori/readyz'),
    await statusOf('/media/a/b'),
    await statusOf('/metrics'),
    await statusOf('/works/callback'),
    await statusOf('/works/callback', post),
    await statusOf('/line/webhook', { ...post, headers: { 'x-line-signature': 'AAAA' } }),
    await statusOf('/line/webhook', tooLarge),
  ]).toEqual([200, 404, 404, 404, 401, 405, 401, 401, 413]);
  expect(await asked()).toEqual([]);

  expect(await statusOf('/line/webhook', { ...post, headers: signature })).toBe(401);
  expect(await statusOf(`/media/a.b.${'A'.repeat(43)}/c`)).toBe(404);
  expect(await statusOf('/readyz')).toBe(200);
  expect(await asked()).toEqual(['accept', 'media', 'fetch']);
});

test('an evicted object continues where it was', async () => {
  await world.evict();
  // The directory is read when its time has come.
  const works = () => world.works.calls.filter(({ api }) => api !== 'users').length;
  const calls = () => world.line.calls.length + works();
  const before = calls();
  await hanako.says('まだいますか');
  expect(shows('まだいますか')).toBe(true);
  // Its token has outlived the sleep, and nothing is asked again.
  expect(calls() - before).toBe(1);
  await world.tanaka.says('山田花子', 'はい、おります');
  expect(hanako.lastReceived?.text).toBe('はい、おります');
});

test('the alarm alone brings back an object lost in the middle of a call', async () => {
  world.works.faults.hangAll(true);
  const { status } = await hanako.user.says('途中で消えても', { oa: OA });
  expect(status).toBe(200);
  await until('the call is under way', () => isPending('途中で消えても'));
  await world.crash();
  world.works.faults.hangAll(false);

  // From here on, neither the object nor its database is asked: that would wake it.
  await until('the message has arrived', () => shows('途中で消えても'));

  await world.settle();
  const { verdict, entries } = await verifyCopy(world);
  expect(verdict).toMatchObject({ ok: true, entries });
});

test('an alarm that was lost in the middle of its work fires again', async () => {
  const text = 'アラームの途中で消えても';
  const isRefused = () => world.works.calls.some(({ status }) => status === 502);
  world.works.faults.failNext({ api: 'channel-message', status: 502 });
  await hanako.user.says(text, { oa: OA });
  await until('the first attempt is refused', isRefused);
  // The next attempt is the alarm's.
  world.works.faults.hangAll(true);
  await until('the next attempt is under way', () => isPending(text));
  await world.crash();
  world.works.faults.hangAll(false);
  await until('the message has arrived', () => shows(text));
});

test('the alarm alone makes the next attempt after a temporary refusal', async () => {
  world.works.faults.failNext({ api: 'channel-message', status: 503 });
  await hanako.user.says('もう一度', { oa: OA });
  await until('the message has arrived', () => shows('もう一度'));
});

test('a migration in slices goes on by alarms; webhooks wait until it is done', async () => {
  const ask = (path: string, init: RequestInit = {}) => fetch(`${world.url}${path}`, init);
  await ask('/test/newer/held-up');
  await world.evict();
  for (const path of ['/readyz', `/media/a.b.${'A'.repeat(43)}/c`]) {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    // The first transaction makes the table, and nine slices have two rows each.
    expect(await answer.text()).toContain('migrating: 9999_tomorrow.sql, 18 rows done');
  }
  for (const text of ['更新中です', '続きます']) {
    expect((await hanako.user.says(text, { oa: OA })).status).toBe(200);
  }
  await postStranger();
  expect(shows('更新中です')).toBe(false);

  // When it is done, they cannot be kept at first.
  await world.query(
    `CREATE TRIGGER nothing_now BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'not now'); END`,
  );
  expect((await ask('/test/newer/goes-on')).status).toBe(200);
  await until(
    'the migration is done',
    async () => !(await (await ask('/readyz')).text()).startsWith('migrating'),
  );
  await world.query('DROP TRIGGER nothing_now');
  // Whatever comes first then hands them in before itself.
  expect((await hanako.user.says('もう大丈夫です', { oa: OA })).status).toBe(200);
  expect(await world.query('SELECT count(*) AS n FROM tomorrow WHERE done = 1')).toEqual([
    { n: 75 },
  ]);
  await world.settle();
  expect(textsOf(room()).slice(-3)).toEqual(['更新中です', '続きます', 'もう大丈夫です']);
});

/** One that no bot has signed; it looks as if it had been. */
const postStranger = async () => {
  const { status } = await fetch(`${world.url}/works/callback`, {
    method: 'POST',
    body: JSON.stringify({ type: 'message' }),
    headers: { 'x-works-botid': '2000001', 'x-works-signature': `${'A'.repeat(43)}=` },
  });
  // What the workspace is configured with can be read meanwhile.
  expect(status).toBe(401);
};
