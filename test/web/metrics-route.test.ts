import { afterAll, beforeAll, expect, test } from 'vitest';
import { METRICS } from '../../src/domain/figures/metrics.ts';
import { metricsRoute } from '../../src/web/metrics-route.ts';
import { readMetrics, sumOf } from '../helpers/read-metrics.ts';
import { linkAndTalk } from '../helpers/story.ts';
import { originOf } from '../helpers/webhooks.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await linkAndTalk(world);
});
afterAll(() => world.stop());

const PARTS = {
  token: null,
  peerOf: () => null,
  facts: {
    runtime: 'node',
    ...{ version: '0', startedAt: 0, isReady: () => true, inFlight: () => 0 },
    ...{ pausedUntil: () => null, rateWindows: () => [], signedAt: () => null },
    ...{ freeBytes: async () => null, residentBytes: () => null },
  },
} as const;

const ask = (headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${originOf(world)}/metrics`, { headers, method });

test('what was said shows, and each metric says what it is', async () => {
  world.clock.advance(1000);
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const read = readMetrics(await answer.text());
  const of = (name: string, labels: Record<string, string> = {}) => sumOf(read, name, labels);
  expect(of('kakehashi_ready')).toBe(1);
  expect(of('kakehashi_link_on')).toBe(1);
  expect(of('kakehashi_build_info', { runtime: 'node' })).toBe(1);
  expect(of('kakehashi_events_acknowledged_total', { platform: 'line' })).toBeGreaterThan(0);
  expect(
    of('kakehashi_events_relayed_total', { platform: 'line', result: 'relay' }),
  ).toBeGreaterThan(0);
  const sent = { outcome: 'sent', class: 'message' };
  const toWorks = of('kakehashi_deliveries_total', { to: 'line-works', ...sent });
  const toLine = of('kakehashi_deliveries_total', { to: 'line', ...sent });
  expect(Math.min(toWorks, toLine)).toBeGreaterThan(0);
  expect(of('kakehashi_delivery_duration_seconds_count', { to: 'line' })).toBe(toLine);
  expect(of('kakehashi_delivery_duration_seconds_count', { to: 'line-works' })).toBeGreaterThan(0);
  expect(of('kakehashi_calls_total', { host: 'line', status: '200' })).toBeGreaterThan(0);
  expect(
    of('kakehashi_delivery_attempts_total', { call: 'line-reply', outcome: 'sent' }),
  ).toBeGreaterThan(0);
  expect(
    of('kakehashi_receipt_duration_seconds_count', { platform: 'line-works' }),
  ).toBeGreaterThan(0);
  expect(of('kakehashi_deliveries_waiting', { to: 'line' })).toBe(0);
  expect(of('kakehashi_rate_remaining', { api: 'channel-message' })).toBeGreaterThan(0);
  expect(of('kakehashi_push_quota_left')).toBeGreaterThan(0);
  expect(of('kakehashi_database_bytes')).toBeGreaterThan(100_000);
  expect(of('kakehashi_audit_entries')).toBeGreaterThan(5);
  const absent = new Set([
    'kakehashi_blobs_limit_bytes',
    // The log of this world has not been signed yet.
    'kakehashi_audit_checkpoint_timestamp_seconds',
  ]);
  const names = Object.values(METRICS).map(({ name }) => name);
  expect(names.filter((name) => !read.types.has(name) && !absent.has(name))).toEqual([]);
});

test('no label names a person, a room or what they said', async () => {
  world.clock.advance(1000);
  const text = await (await ask()).text();
  const { line, works } = world;
  const people = [
    ...line.users().flatMap(({ userId, displayName }) => [userId, displayName]),
    ...works.members().map(({ userId }) => userId),
  ];
  expect(people.filter((who) => text.includes(who))).toEqual([]);
});

test.each([
  ['from this machine', {}, 200],
  ['by its other names', { host: 'localhost:8787' }, 200],
  ['passed on by a proxy', { 'x-forwarded-for': '203.0.113.9' }, 404],
  ['passed on by a proxy that hides whom', { via: '1.1 proxy' }, 404],
  ['in the standard form', { forwarded: 'for=203.0.113.9' }, 404],
  ['under the name of a page that leads a browser here', { host: 'evil.example' }, 404],
])('without a token: %s', async (_, headers, status) => {
  const { app } = world.bridge.workspace;
  expect((await askHere(headers, '127.0.0.1')).status).toBe(status);
  expect((await askHere(headers, '::1')).status).toBe(status);
  expect((await askHere(headers, '203.0.113.9')).status).toBe(404);
  // Where a host cannot tell who asks, as on Workers.
  expect((await app.request('http://127.0.0.1/metrics', { headers })).status).toBe(404);
});

const askHere = async (headers: Record<string, string>, peer: string) =>
  metricsRoute(world.bridge.workspace.context, { ...PARTS, peerOf: () => peer }).request(
    'http://127.0.0.1/',
    { headers: { host: '127.0.0.1:8787', ...headers } },
  );

test('with a token only its bearer may, wherever they are', async () => {
  const token = 'a-token-of-some-length';
  const route = metricsRoute(world.bridge.workspace.context, { ...PARTS, token });
  const status = async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await route.request('http://kakehashi.example/', { headers });
    return [answer.status, answer.headers.get('www-authenticate')];
  };
  const no = [401, 'Bearer realm="metrics"'];
  expect(await status(`Bearer ${token}`)).toEqual([200, null]);
  expect(await status(`bearer  ${token}`)).toEqual([200, null]);
  expect(await status()).toEqual(no);
  expect(await status('Bearer ')).toEqual(no);
  expect(await status(`Bearer ${token}x`)).toEqual(no);
  expect(await status(`Basic ${token}`)).toEqual(no);
});
