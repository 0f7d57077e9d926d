import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HELD_MS, nextExpiry } from '../../src/domain/held-expiry.ts';

const MINUTE = 60_000;

test('nothing held expires never; one a day after; those soon after it with it', () => {
  expect(nextExpiry([])).toBeNull();
  expect(nextExpiry([5])).toBe(5 + HELD_MS);
  expect(nextExpiry([0, 3 * MINUTE, 11 * MINUTE])).toBe(3 * MINUTE + HELD_MS);
});

test('the first waits a day at least, and ten minutes longer at most', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5 * HELD_MS), { minLength: 1 }), (heldAt) => {
      const waits = (nextExpiry(heldAt) ?? 0) - Math.min(...heldAt);
      expect(waits).toBeGreaterThanOrEqual(HELD_MS);
      expect(waits).toBeLessThanOrEqual(HELD_MS + 10 * MINUTE);
    }),
  );
});
