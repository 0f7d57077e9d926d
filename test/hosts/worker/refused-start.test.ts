import { expect, test } from 'vitest';
import { type RefusedStart, refusedAgain } from '../../../src/hosts/worker/refused-start.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = Date.parse('2026-11-27T09:00:00+09:00');

test('a start that stays refused is tried less and less often, and each six hours at least', () => {
  const pauses: number[] = [];
  let last: RefusedStart | undefined;
  let now = NOW;
  for (let tries = 0; tries < 12; tries += 1) {
    last = refusedAgain(last, now);
    pauses.push(last.pauseMs / MINUTE_MS);
    // The platform's alarms come late rather than early.
    now += last.pauseMs + 5000;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
});

test('once it has started, a later refusal begins again at a minute', () => {
  const last = { at: NOW, pauseMs: 4 * MINUTE_MS };
  expect(refusedAgain(last, NOW + 2 * HOUR_MS).pauseMs).toBe(MINUTE_MS);
  // A clock that was put back tells nothing of the time between.
  expect(refusedAgain(last, NOW - 2 * HOUR_MS).pauseMs).toBe(MINUTE_MS);
});
