import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countAfterTold,
  countPush,
  type PushCount,
  pushesForNotices,
  pushesLeft,
  type QuotaFigures,
} from '../../src/domain/quota.ts';

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
    ['what was used counts', figures(200, 100), 0, 50],
    ['what we counted since counts', figures(200, 100, { pushes: 30, at: NOON }), 0, 20],
    ['what is under way counts', figures(200, 100, { pushes: 30, at: NOON }), 15, 5],
    ['nothing above the share', figures(200, 150), 0, 0],
    ['never less than nothing', figures(200, 260), 3, 0],
    ['a plan without a limit', figures(null, 99_999), 9, null],
    ['nothing has been told', { told: null, counted: { pushes: 7, at: NOON } }, 0, null],
    ['nothing may be used', figures(0, 0), 0, 0],
  ])('%s', (_, known, underWay, expected) => {
    expect(pushesForNotices(known, underWay, NOON)).toBe(expected);
  });
});

test('the month turns over in Japan, for what was told and for what was counted', () => {
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

describe('figures that LINE tells anew', () => {
  const known = figures(200, 100, { pushes: 40, at: NOON + MINUTE });

  test('ones that have not caught up do not take back what we counted', () => {
    const told = { limit: 200, used: 110, askedAt: NOON + 2 * MINUTE };
    const counted = countAfterTold(known, told, NOON + 2 * MINUTE);
    expect(counted.pushes).toBe(30);
    expect(pushesLeft({ told, counted }, NOON + 2 * MINUTE)).toBe(60);
  });

  test('ones that have caught up, or know of more, stand alone', () => {
    const told = { limit: 200, used: 145, askedAt: NOON + 2 * MINUTE };
    expect(countAfterTold(known, told, NOON + 2 * MINUTE).pushes).toBe(0);
  });

  test('lower ones are believed an hour after our latest push: some were not delivered', () => {
    const told = { limit: 200, used: 110, askedAt: NOON + 2 * HOUR };
    expect(countAfterTold(known, told, NOON + 2 * HOUR).pushes).toBe(0);
  });
});

/** A month in which people and notices push, and LINE tells figures that lag behind. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({ does: 'notice' as const }) },
    { weight: 2, arbitrary: fc.constant({ does: 'people' as const }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('told' as const), lag: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.nat(HOUR) }) },
  ),
  { maxLength: 200 },
);

test('no notice takes what is kept for people, whatever LINE tells and when', () => {
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
            // So many lanes look at once; each sees those that were let go before it.
            let underWay = 0;
            for (let lane = 0; lane <= lanes; lane += 1) {
              if (pushesForNotices(known, underWay, now) !== 0) underWay += 1;
            }
            for (let sent = 0; sent < underWay; sent += 1) push();
            if (underWay > 0) expect(limit - used).toBeGreaterThanOrEqual(Math.floor(limit / 4));
            break;
          }
          case 'told': {
            // LINE has caught up with everything that is older than an hour.
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
