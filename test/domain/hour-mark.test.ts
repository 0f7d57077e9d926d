import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMark } from '../../src/domain/hour-mark.ts';

const HOUR_MS = 3_600_000;
const anInstant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2100, 0) });

test('what waits for an hour or longer waits for a mark: in time, and together', () => {
  fc.assert(
    fc.property(anInstant, fc.integer({ min: HOUR_MS, max: 30 * HOUR_MS }), (now, waitMs) => {
      const mark = hourMark(now + waitMs, '400000001');
      expect(mark).toBeGreaterThan(now);
      expect(mark).toBeLessThanOrEqual(now + waitMs);
      expect(mark).toBeGreaterThan(now + waitMs - HOUR_MS);
      expect((mark - hourMark(now, '400000001')) % HOUR_MS).toBe(0);
    }),
  );
});

test('what comes each six hours or more seldom has an hour of its own', () => {
  const hours = [0, 2, 4] as const;
  fc.assert(
    fc.property(anInstant, fc.integer({ min: 6 * HOUR_MS, max: 30 * HOUR_MS }), (now, waitMs) => {
      const marks = hours.map((hour) => hourMark(now + waitMs, '400000001', hour));
      for (const mark of marks) {
        expect(mark).toBeGreaterThan(now);
        expect(mark).toBeLessThanOrEqual(now + waitMs);
      }
      // From a mark of its own it is as long as it should be.
      const [first = 0] = marks;
      expect(hourMark(first + 24 * HOUR_MS, '400000001', 0)).toBe(first + 24 * HOUR_MS);
      expect(new Set(marks).size).toBe(hours.length);
    }),
  );
});

test('workspaces have marks of their own', () => {
  const marks = Array.from({ length: 100 }, (_, n) =>
    hourMark(Date.UTC(2026, 0), `${400_000_001 + n}`),
  );
  expect(new Set(marks).size).toBe(100);
});
