import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pauseBefore } from '../../../src/domain/delivery/retry.ts';

const schedule = [1_000, 5_000, 30_000];

test('each failed attempt has its step, and after the last step there is no more', () => {
  expect([0, 1, 2, 3, 4].map((made) => pauseBefore(schedule, made, 0.5))).toEqual([
    0,
    1_000,
    5_000,
    30_000,
    null,
  ]);
  expect(pauseBefore([], 1, 0.5)).toBeNull();
});

test('the jitter stays within 20 %', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (made, random) => {
        const step = schedule[made - 1] ?? 0;
        const pause = pauseBefore(schedule, made, random) ?? Number.NaN;
        expect(Math.abs(pause - step)).toBeLessThanOrEqual(step * 0.2);
      },
    ),
  );
  expect(pauseBefore(schedule, 1, 1)).toBeLessThan(2_000);
});
