import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/durations.ts';
import type { HttpRequest, HttpResult } from '../../src/platforms/http.ts';
import { watchClock } from '../../src/platforms/watch-clock.ts';

const NOW = Date.parse('2026-04-01T09:00:00Z');
const REQUEST: HttpRequest = {
  ...{ method: 'GET', url: 'https://api.line.me/x', headers: {} },
  ...{ deadlineMs: 1000, maxBytes: 1000 },
};
const EMPTY = new Uint8Array();
const dated = (at: number, more: Record<string, string> = {}): HttpResult => ({
  kind: 'answer',
  status: 200,
  headers: { date: new Date(at).toUTCString(), ...more },
  body: EMPTY,
});

/** The difference that is known after these answers, one after the other; ms. */
async function skewAfter(...answers: readonly HttpResult[]): Promise<number | null> {
  const left = [...answers];
  const http = async () => left.shift() ?? { kind: 'not-sent' as const, detail: '' };
  const watched = watchClock(http, { now: () => NOW });
  for (const _ of answers) await watched.http(REQUEST);
  return watched.skewMs();
}

test('the Date of an answer tells how far our clock is ahead', async () => {
  expect(await skewAfter(dated(NOW - MINUTE_MS))).toBe(MINUTE_MS);
  expect(await skewAfter(dated(NOW), dated(NOW + MINUTE_MS))).toBe(-MINUTE_MS);
});

test('an answer from a cache, one without a Date and none at all tell nothing', async () => {
  const dateless: HttpResult = { kind: 'answer', status: 200, headers: {}, body: EMPTY };
  const none: HttpResult = { kind: 'not-sent', detail: '' };
  for (const mute of [dated(NOW - 60 * MINUTE_MS, { age: '3600' }), dateless, none]) {
    expect(await skewAfter(mute)).toBe(null);
    expect(await skewAfter(dated(NOW - MINUTE_MS), mute)).toBe(MINUTE_MS);
  }
});

test('a clock that is set shows at once by what runs on evenly', async () => {
  let now = NOW;
  const watched = watchClock(
    async () => dated(NOW),
    { now: () => now },
    () => 5,
  );
  await watched.http(REQUEST);
  now += MINUTE_MS;
  expect(watched.skewMs()).toBe(MINUTE_MS);
});
