import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HELD_MS, nextExpiry } from '../../../src/domain/addressee/held-expiry.ts';

const MINUTE = 60_000;

test('no held message, no expiry; a message expires after a day, together with those held soon after it', () => {
  expect(nextExpiry([])).toBeNull();
  expect(nextExpiry([5])).toBe(5 + HELD_MS);
  expect(nextExpiry([0, 3 * MINUTE, 11 * MINUTE])).toBe(3 * MINUTE + HELD_MS);
});

test('the first message waits for at least a day, and at most ten minutes longer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5 * HELD_MS), { minLength: 1 }), (heldAt) => {
      const waits = (nextExpiry(heldAt) ?? 0) - Math.min(...heldAt);
      expect(waits).toBeGreaterThanOrEqual(HELD_MS);
      expect(waits).toBeLessThanOrEqual(HELD_MS + 10 * MINUTE);
    }),
  );
});
