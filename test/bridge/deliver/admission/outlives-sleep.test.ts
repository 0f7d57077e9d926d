import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import {
  createPlatformHealth,
  type HostTrouble,
} from '../../../../bridge/deliver/admission/health.ts';
import { createKept, type Kept } from '../../../../bridge/deliver/admission/kept.ts';
import { createPushGate } from '../../../../bridge/deliver/admission/push-gate.ts';
import { createRateBook } from '../../../../bridge/deliver/admission/rate-book.ts';
import type { RateStanding } from '../../../../bridge/deliver/admission/rate-standing.ts';
import { channelId } from '../../../../src/domain/ids.ts';
import { type ManualClock, manualClock } from '../../../helpers/clock.ts';

/** What an object that is evicted knows again; `writes` counts the rows. */
let clock: ManualClock;
let row: string;
let writes: number;
beforeEach(() => {
  clock = manualClock();
  row = '[]';
  writes = 0;
});

function keptIn<Standing>(): Kept<Standing> {
  return createKept<Standing>(
    JSON.parse(row),
    (standings) => {
      row = JSON.stringify(standings);
      writes += 1;
    },
    (error) => {
      throw error;
    },
  );
}
const healthAwake = () => createPlatformHealth(clock, keptIn<HostTrouble>());
const ratesAwake = () => createRateBook(clock, 'standard', keptIn<RateStanding>());
const ANSWER = { limit: 240, remaining: 200, resetMs: 60_000 };

function call(rates: ReturnType<typeof ratesAwake>, reading = ANSWER): void {
  expect(rates.take('channel-message')).toBe('taken');
  rates.read('channel-message', reading);
  rates.release('channel-message');
}

test('calls that go well write nothing', () => {
  const health = healthAwake();
  const rates = ratesAwake();
  for (let n = 0; n < 50; n += 1) {
    health.answered('line');
    call(rates);
  }
  expect(writes).toBe(0);
});

test('a paused host stays paused, and its pauses go on growing', () => {
  let health = healthAwake();
  for (const lane of ['a', 'b', 'c']) health.fault('line', lane);
  expect(health.pausedUntil('line')).toBe(clock.now() + 1000);
  for (const pauseMs of [2000, 5000, 10_000, 30_000, 60_000, 60_000]) {
    clock.advance(60_000);
    health = healthAwake();
    expect(health.mayCall('line', 'd')).toBe('probe');
    health.fault('line', 'd');
    health = healthAwake();
    expect(health.mayCall('line', 'e')).toBe(clock.now() + pauseMs);
  }
  // One for each fault that told something new.
  expect(writes).toBe(3 + 6);
  clock.advance(60_000);
  healthAwake().answered('line');
  expect([row, writes]).toEqual(['[]', 10]);
  expect(healthAwake().mayCall('line', 'f')).toBe('free');
});

test('patience with a host counts from its first fault, through all sleeps', () => {
  for (const lane of ['a', 'b', 'c']) healthAwake().fault('line', lane);
  clock.advance(23 * 3_600_000);
  expect(healthAwake().isPaused('line')).toBe(true);
  clock.advance(2 * 3_600_000);
  expect(healthAwake().isPaused('line')).toBe(false);
});

test('after a 429 that named no time, the pauses go on growing, and one call goes ahead', () => {
  for (const pauseMs of [1000, 5000, 30_000]) {
    const rates = ratesAwake();
    expect(rates.take('users')).toBe('taken');
    rates.release('users', 'limited');
    expect(rates.exhausted('users', null)).toBe(pauseMs);
    const again = ratesAwake().take('users');
    expect(again).toBeGreaterThanOrEqual(clock.now() + pauseMs);
    clock.advance(Number(again) - clock.now());
  }
});

test('where few calls are left, a woken object makes one and hears how many there are', () => {
  call(ratesAwake(), { ...ANSWER, remaining: 3 });
  const woken = ratesAwake();
  expect(woken.take('channel-message')).toBe('taken');
  expect(woken.take('channel-message')).not.toBe('taken');
  clock.advance(80_000);
  // Another minute has begun.
  const later = ratesAwake();
  expect([later.take('channel-message'), later.take('channel-message')]).toEqual([
    'taken',
    'taken',
  ]);
});

test('a limit that differs from the usual one is heard once', () => {
  for (let n = 0; n < 5; n += 1) call(ratesAwake(), { limit: 100, remaining: 90, resetMs: 60_000 });
  expect(writes).toBe(1);
});

test('a row from a clock that was ahead makes nobody wait for longer than the rules do', () => {
  const ahead = clock.now() + 365 * 86_400_000;
  row = JSON.stringify([
    { host: 'line', lanes: ['a', 'b', 'c'], since: ahead, failures: 9, probeAt: ahead },
  ]);
  expect(healthAwake().pausedUntil('line')).toBe(clock.now() + 60_000);
  row = JSON.stringify([
    { api: 'users', limit: 240, left: 'none', resetAt: ahead, refusals: 0, pausedUntil: ahead },
  ]);
  expect(ratesAwake().take('users')).toBeLessThanOrEqual(clock.now() + 3_600_000);
});

test('a push gate needs no row: one that has rested stands as a new one', () => {
  const OA = channelId('1657000001');
  const step = fc.constantFrom('sent', 'quota', 'other');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (ends) => {
      const used = createPushGate(clock);
      for (const [n, end] of ends.entries()) {
        used.take(OA, `before-${n}`);
        used.release(`before-${n}`, end);
      }
      // An object is evicted after ten quiet seconds.
      clock.advance(10_000);
      const fresh = createPushGate(clock);
      const lanes = ['a', 'b', 'c', 'd'];
      expect(lanes.map((lane) => used.take(OA, lane))).toEqual(
        lanes.map((lane) => fresh.take(OA, lane)),
      );
    }),
  );
});
