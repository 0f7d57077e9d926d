import { afterEach, beforeEach, expect, test } from 'vitest';
import { BOT_ID, type Stage, said, stage } from './harness.ts';

let s: Stage;
beforeEach(async () => {
  s = await stage();
});
afterEach(() => s.stop());

const room = () => s.tanaka.directRoom(BOT_ID).messages.map((m) => m.text);

test('rates are counted per API, both bots together, with headers', async () => {
  s.platform.setRequestsPerMinute(3);
  s.platform.addBot({ botId: '7', botSecret: 'x', name: 'admin', callbackUrl: null });
  const first = await s.toTanaka(said('1'));
  expect(first.headers.get('ratelimit-limit')).toBe('3');
  expect(first.headers.get('ratelimit-remaining')).toBe('2');
  expect(first.headers.get('ratelimit-reset')).toBe('60');
  s.clock.forward(10_500);
  await s.call('POST', `/bots/7/users/${s.suzuki.userId}/messages`, { content: said('x') });
  const third = await s.toTanaka(said('2'));
  expect(third.headers.get('ratelimit-remaining')).toBe('0');
  expect(third.headers.get('ratelimit-reset')).toBe('50');
  expect((await s.toTanaka(said('3'))).status).toBe(429);
  expect((await s.call('GET', '/users')).status).toBe(200);
  expect(room()).toEqual(['1', '2']);
  s.clock.forward(49_500);
  expect((await s.toTanaka(said('4'))).status).toBe(201);
});

test('the plan sets the limit, and the headers can be missing', async () => {
  const free = await stage({ plan: 'free' });
  expect((await free.call('GET', '/users')).headers.get('ratelimit-limit')).toBe('60');
  await free.stop();
  expect((await s.call('GET', '/users')).headers.get('ratelimit-limit')).toBe('240');
  const silent = await stage({ sendRateHeaders: false });
  expect((await silent.call('GET', '/users')).headers.get('ratelimit-limit')).toBeNull();
  await silent.stop();
});

test('failNext answers instead of acting, so many times, for matching calls', async () => {
  s.platform.faults.failNext({
    api: 'user-message',
    status: 503,
    times: 2,
    headers: { 'x-fault': '1' },
    match: (c) => JSON.stringify(c.body).includes('bad'),
  });
  expect((await s.toTanaka(said('good'))).status).toBe(201);
  const failed = await s.toTanaka(said('bad'));
  expect(failed.status).toBe(503);
  expect(failed.body.code).toBe('SERVICE_UNAVAILABLE');
  expect(failed.headers.get('x-fault')).toBe('1');
  expect((await s.toTanaka(said('bad'))).status).toBe(503);
  expect((await s.toTanaka(said('bad'))).status).toBe(201);
  expect(room()).toEqual(['good', 'bad']);
});

test('after: the message stands, its answer is lost', async () => {
  s.platform.faults.failNext({ api: 'user-message', mode: 'after' });
  await expect(s.toTanaka(said('stands'))).rejects.toThrow();
  expect(room()).toEqual(['stands']);
  s.platform.faults.failNext({ mode: 'after', status: 500, body: { code: 'X', description: 'y' } });
  expect((await s.toTanaka(said('too'))).body).toEqual({ code: 'X', description: 'y' });
  expect(room()).toEqual(['stands', 'too']);
});

test('cut and hang never act; stop frees what hangs', async () => {
  s.platform.faults.failNext({ action: 'cut' });
  await expect(s.toTanaka(said('x'))).rejects.toThrow();
  s.platform.faults.hangAll(true);
  let end = 'open';
  const hung = s.toTanaka(said('y')).then(
    () => {
      end = 'answered';
    },
    () => {
      end = 'cut';
    },
  );
  await expect.poll(() => s.platform.calls.filter((c) => c.status === 0)).toHaveLength(2);
  s.platform.faults.clear();
  expect((await s.toTanaka(said('z'))).status).toBe(201);
  expect(room()).toEqual(['z']);
  expect(end).toBe('open');
  await s.platform.stop();
  await hung;
  expect(end).toBe('cut');
});

test('a delay holds answers', async () => {
  s.platform.faults.delay(30);
  const from = performance.now();
  await s.call('GET', '/users');
  expect(performance.now() - from).toBeGreaterThanOrEqual(28);
});

test('calls are kept with their bodies', async () => {
  await s.toTanaka(said('x'));
  expect(s.platform.calls.at(-1)).toMatchObject({
    method: 'POST',
    path: `/v1.0/bots/${BOT_ID}/users/${s.tanaka.userId}/messages`,
    status: 201,
    api: 'user-message',
    botId: BOT_ID,
    body: { content: said('x') },
  });
});

test('unknown paths are 404 NOT_FOUND', async () => {
  const { status, body } = await s.call('POST', `/bots/${BOT_ID}/channels/1/leave`, {});
  expect(status).toBe(404);
  expect(body).toEqual({ code: 'NOT_FOUND', description: 'Resource not found' });
});

test('held calls wait until they are released, and those that do not match pass', async () => {
  const hold = s.platform.faults.hold((call) => JSON.stringify(call.body).includes('held'));
  const waits = s.toTanaka(said('held'));
  expect((await s.toTanaka(said('free'))).status).toBe(201);
  await expect.poll(() => hold.waiting, { timeout: 60_000 }).toBe(1);
  expect(room()).toEqual(['free']);
  s.platform.faults.failNext({ status: 503 });
  hold.release();
  expect((await waits).status).toBe(503);
  expect((await s.toTanaka(said('held'))).status).toBe(201);
  const left = s.platform.faults.hold();
  const gone = fetch(`${s.platform.apiUrl}/users`, { signal: AbortSignal.timeout(50) });
  await expect(gone).rejects.toThrow();
  await expect.poll(() => left.waiting, { timeout: 60_000 }).toBe(0);
});
