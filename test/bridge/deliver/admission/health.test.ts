import { beforeEach, describe, expect, test } from 'vitest';
import {
  createPlatformHealth,
  type PlatformHealth,
} from '../../../../bridge/deliver/admission/health.ts';
import { type ManualClock, manualClock } from '../../../helpers/clock.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let clock: ManualClock;
let health: PlatformHealth;
beforeEach(() => {
  clock = manualClock();
  health = createPlatformHealth(clock);
});

function fail(...lanes: string[]) {
  for (const lane of lanes) health.fault('line', lane);
}

test('one or two lanes in trouble do not mark the platform as down', () => {
  fail('a', 'b', 'a', 'b', 'a');
  expect(health.isPaused('line')).toBe(false);
  expect(health.mayCall('line', 'c')).toBe('free');
});

test('three lanes do, for that platform alone', () => {
  fail('a', 'b', 'c');
  expect(health.isPaused('line')).toBe(true);
  expect(health.mayCall('line', 'd')).toBe(clock.now() + 1000);
  expect(health.isPaused('line-works')).toBe(false);
  expect(health.mayCall('line-works', 'd')).toBe('free');
});

describe('while it is paused', () => {
  beforeEach(() => fail('a', 'b', 'c'));

  test('one lane probes, the others wait for it', () => {
    clock.advance(1000);
    expect(health.mayCall('line', 'a')).toBe('probe');
    expect(health.mayCall('line', 'b')).toBeGreaterThan(clock.now());
    expect(health.mayCall('line', 'd')).toBeGreaterThan(clock.now());
  });

  test('a probe that fails is followed by a longer pause', () => {
    const pauses: number[] = [];
    for (const lane of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const at = health.mayCall('line', lane);
      if (typeof at !== 'number') throw new Error('There should have been a pause.');
      pauses.push(at - clock.now());
      clock.advance(at - clock.now());
      expect(health.mayCall('line', lane)).toBe('probe');
      fail(lane);
    }
    expect(pauses).toEqual([1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000, 60_000]);
  });

  test('a lane whose probe failed lets the others go first: the fault may be its own', () => {
    clock.advance(1000);
    expect(health.mayCall('line', 'a')).toBe('probe');
    fail('a');
    const at = clock.now() + 2000;
    expect(health.mayCall('line', 'd')).toBe(at);
    const last = health.mayCall('line', 'a');
    expect(last).toBeGreaterThan(at);
    clock.advance(2000);
    expect(health.mayCall('line', 'a')).toBe(last);
    expect(health.mayCall('line', 'd')).toBe('probe');
    fail('d');
    // No other lane waits: it goes again.
    clock.advance(Number(health.mayCall('line', 'a')) - clock.now());
    expect(health.mayCall('line', 'a')).toBe('probe');
  });

  test('a probe without a call makes room for the next one', () => {
    clock.advance(1000);
    expect(health.mayCall('line', 'a')).toBe('probe');
    health.giveBack('line', 'b');
    expect(health.mayCall('line', 'b')).toBeTypeOf('number');
    health.giveBack('line', 'a');
    expect(health.mayCall('line', 'b')).toBe('probe');
  });

  test('any answer ends it, and the count starts again', () => {
    clock.advance(1000);
    expect(health.mayCall('line', 'a')).toBe('probe');
    health.answered('line');
    expect(health.isPaused('line')).toBe(false);
    expect(health.mayCall('line', 'b')).toBe('free');
    fail('a', 'b');
    expect(health.isPaused('line')).toBe(false);
    fail('c');
    expect(health.mayCall('line', 'd')).toBe(clock.now() + 1000);
  });

  test('after 24 hours the fault is the messages’ again', () => {
    clock.advance(DAY_MS - 1);
    expect(health.isPaused('line')).toBe(true);
    clock.advance(1);
    expect(health.isPaused('line')).toBe(false);
    expect(health.mayCall('line', 'a')).toBe('free');
    expect(health.mayCall('line', 'b')).toBe('free');
  });
});

test('the answers to calls that left together lengthen the pause only once', () => {
  fail('a', 'b', 'c', 'd', 'e', 'f', 'g');
  expect(health.mayCall('line', 'h')).toBe(clock.now() + 1000);
});

test('lanes that failed long apart do not make an outage', () => {
  fail('a');
  clock.advance(DAY_MS);
  fail('b');
  clock.advance(DAY_MS);
  fail('c');
  expect(health.isPaused('line')).toBe(false);
});
