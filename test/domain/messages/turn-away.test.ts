import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isToldAgain,
  type LastTold,
  type TurnedAway,
} from '../../../src/domain/messages/turn-away.ts';

const MINUTE = 60_000;
const NOW = 1_800_000_000_000;
const REASONS: readonly TurnedAway[] = [
  'link-off',
  'unaddressed',
  'unknown-talk-id',
  'too-many-rooms',
];
const told = (change: Partial<LastTold> = {}): LastTold => ({
  why: 'unaddressed',
  at: NOW - MINUTE,
  entry: 100,
  ...change,
});

describe('a message that is not delivered', () => {
  test.each<[string, boolean, LastTold, number]>([
    ['is answered when nothing was ever said', true, told({ why: null, at: 0, entry: 0 }), 0],
    ['is not answered again within ten minutes', false, told(), 0],
    ['is answered again after ten minutes', true, told({ at: NOW - 10 * MINUTE }), 0],
    ['is not just before that', false, told({ at: NOW - 10 * MINUTE + 1 }), 0],
    ['is answered when the reason was another', true, told({ why: 'link-off' }), 0],
    ['is answered when a talk has ended since', true, told(), 101],
    ['is not for a talk that had ended before', false, told(), 99],
    ['is answered when the clock was set back', true, told({ at: NOW + MINUTE }), 0],
  ])('%s', (_, expected, last, talks) => {
    expect(isToldAgain('unaddressed', false, last, talks, NOW)).toBe(expected);
  });

  test('a wrong Talk ID is answered each time', () => {
    const last = told({ why: 'unknown-talk-id' });
    expect(isToldAgain('unknown-talk-id', true, last, 0, NOW)).toBe(true);
  });

  test('its writer never goes without a notice for more than ten minutes', () => {
    const message = fc.record({
      why: fc.constantFrom(...REASONS),
      isTry: fc.boolean(),
      afterMs: fc.integer({ min: 0, max: 3 * MINUTE }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
        let last: LastTold = { why: null, at: 0, entry: 0 };
        let now = NOW;
        for (const [index, { why, isTry, afterMs }] of messages.entries()) {
          now += afterMs;
          const told = isToldAgain(why, isTry, last, 0, now);
          // No notice means that the same one was sent within the last ten minutes.
          if (!told) {
            expect(last.why).toBe(why);
            expect(now - last.at).toBeLessThan(10 * MINUTE);
          } else last = { why, at: now, entry: index };
        }
      }),
    );
  });
});
