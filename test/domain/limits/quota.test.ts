import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countAfterTold,
  countPush,
  type PushCount,
  pushesForNotices,
  pushesLeft,
  type QuotaFigures,
} from '../../../src/domain/limits/quota.ts';

const NOON = Date.UTC(2026, 10, 22, 3);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOBODY: PushCount = { pushes: 0, at: 0 };

const figures = (
  limit: number | null,
  used: number,
  counted: PushCount = NOBODY,
  askedAt = NOON,
): QuotaFigures => ({ told: { limit, used, askedAt }, counted });

describe('what notices may use', () => {
  test.each([
    ['a quarter of the limit is kept', figures(200, 0), 0, 150],
    ['used pushes count', figures(200, 100), 0, 50],
    ['our own count since then counts', figures(200, 100, { pushes: 30, at: NOON }), 0, 20],
    ['pushes under way count', figures(200, 100, { pushes: 30, at: NOON }), 15, 5],
    ['nothing above the share', figures(200, 150), 0, 0],
    ['never below zero', figures(200, 260), 3, 0],
    ['a plan without a limit', figures(null, 99_999), 9, null],
    ['LINE has told us nothing', { told: null, counted: { pushes: 7, at: NOON } }, 0, null],
    ['a limit of zero', figures(0, 0), 0, 0],
  ])('%s', (_, known, underWay, expected) => {
    expect(pushesForNotices(known, underWay, NOON)).toBe(expected);
  });
});

test('the month turns over in Japan, for LINE’s figures and for our count', () => {
  const last = Date.UTC(2026, 10, 30, 14, 59, 59, 999);
  const known = figures(200, 120, { pushes: 30, at: last }, last);
  expect(pushesLeft(known, last)).toBe(50);
  expect(pushesLeft(known, last + 1)).toBe(200);
  expect(countPush(known.counted, last + 1)).toEqual({ pushes: 1, at: last + 1 });
  // Asked before midnight and answered after it: these are figures of the month that has ended.
  const told = { limit: 200, used: 150, askedAt: last };
  const counted = countAfterTold(known, told, last + 1);
  expect(pushesLeft({ told, counted }, last + 1)).toBe(200);
});

describe('new figures from LINE', () => {
  const known = figures(200, 100, { pushes: 40, at: NOON + MINUTE });

  test('do not cancel our own count while they lag behind', () => {
    const told = { limit: 200, used: 110, askedAt: NOON + 2 * MINUTE };
    const counted = countAfterTold(known, told, NOON + 2 * MINUTE);
    expect(counted.pushes).toBe(30);
    expect(pushesLeft({ told, counted }, NOON + 2 * MINUTE)).toBe(60);
  });

  test('stand alone once they have caught up or know of more', () => {
    const told = { limit: 200, used: 145, askedAt: NOON + 2 * MINUTE };
    expect(countAfterTold(known, told, NOON + 2 * MINUTE).pushes).toBe(0);
  });

  test('are believed when lower, an hour after our latest push: some pushes were not delivered', () => {
    const told = { limit: 200, used: 110, askedAt: NOON + 2 * HOUR };
    expect(countAfterTold(known, told, NOON + 2 * HOUR).pushes).toBe(0);
  });
});

/** A month in which people and notices push while LINE's figures lag behind. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({ does: 'notice' as const }) },
    { weight: 2, arbitrary: fc.constant({ does: 'people' as const }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('told' as const), lag: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.nat(HOUR) }) },
  ),
  { maxLength: 200 },
);

test('notices never take the share kept for people, whatever LINE reports and when', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), fc.nat(4), steps, (limit, before, lanes, month) => {
      let now = NOON;
      let used = before;
      let lastPushAt = 0;
      let known = figures(limit, used);
      const push = () => {
        used += 1;
        lastPushAt = now;
        known = { ...known, counted: countPush(known.counted, now) };
      };
      for (const step of month) {
        switch (step.does) {
          case 'people':
            push();
            break;
          case 'notice': {
            // This many lanes look at once; each sees those released before it.
            let underWay = 0;
            for (let lane = 0; lane <= lanes; lane += 1) {
              if (pushesForNotices(known, underWay, now) !== 0) underWay += 1;
            }
            for (let sent = 0; sent < underWay; sent += 1) push();
            if (underWay > 0) expect(limit - used).toBeGreaterThanOrEqual(Math.floor(limit / 4));
            break;
          }
          case 'told': {
            // LINE has caught up with everything older than an hour.
            const lag = now - lastPushAt >= HOUR ? 0 : step.lag;
            const told = { limit, used: Math.max(before, used - lag), askedAt: now };
            known = { told, counted: countAfterTold(known, told, now) };
            break;
          }
          case 'wait':
            now += step.ms;
            break;
          default:
            step satisfies never;
        }
      }
    }),
  );
});
