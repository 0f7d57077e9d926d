import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OA } from '../helpers/company.ts';
import { type LineChat, textsOf } from '../helpers/people.ts';
import { linkAndTalk } from '../helpers/story.ts';
import { until } from '../helpers/until.ts';
import { verifyCopy } from './verify-copy.ts';
import { startWorkerWorld, type WorkerWorld } from './worker-world.ts';

let world: WorkerWorld;
let hanako: LineChat;
beforeAll(async () => {
  world = await startWorkerWorld();
  await linkAndTalk(world);
});
beforeEach(() => {
  hanako = world.lineUser('山田花子');
});
afterAll(() => world.stop());

const isPending = (text: string) =>
  world.works.calls.some(
    ({ status, body }) => status === 0 && JSON.stringify(body)?.includes(text) === true,
  );
const shows = (text: string) => textsOf(world.tanaka.room('山田花子')).includes(text);

test('an evicted object continues where it was', async () => {
  await world.evict();
  await hanako.says('まだいますか');
  expect(shows('まだいますか')).toBe(true);
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

test('the alarm alone makes the next attempt after a temporary refusal', async () => {
  world.works.faults.failNext({ api: 'channel-message', status: 503 });
  await hanako.user.says('もう一度', { oa: OA });
  await until('the message has arrived', () => shows('もう一度'));
});
