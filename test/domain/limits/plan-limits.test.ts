import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  minutesToRegister,
  PEOPLES_SHARE,
  SENDS_PER_MINUTE,
} from '../../../src/domain/limits/plan-limits.ts';

test('5,001 people take the measured 56 minutes: their notices leave people a share', () => {
  expect(minutesToRegister('standard', 5001)).toBe(56);
  expect(minutesToRegister('advanced', 5001)).toBe(56);
  expect(minutesToRegister('free', 45)).toBe(2);
  expect(minutesToRegister('standard', 1)).toBe(1);
});

test('in that time two messages per person fit into the notices’ share, and in no minute less', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('free' as const, 'standard' as const, 'advanced' as const),
      fc.integer({ min: 1, max: 20_000 }),
      (plan, people) => {
        const perMinute = SENDS_PER_MINUTE[plan] * (1 - PEOPLES_SHARE);
        const minutes = minutesToRegister(plan, people);
        expect(minutes * perMinute).toBeGreaterThanOrEqual(people * 2);
        if (minutes > 1) expect((minutes - 1) * perMinute).toBeLessThan(people * 2);
      },
    ),
  );
});
