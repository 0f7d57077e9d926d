import { expect, test } from 'vitest';
import { createFloodWatch, type FloodWatch } from '../../bridge/flood.ts';

/** This many webhooks come, at most `together` of them at once. */
function arrive(flood: FloodWatch, webhooks: number, together: number, now: number): void {
  for (let left = webhooks; left > 0; left -= together) {
    const atOnce = Math.min(left, together);
    for (let n = 0; n < atOnce; n += 1) flood.arriving();
    for (let n = 0; n < atOnce; n += 1) flood.arrived(now);
  }
}

test.each([
  ['no webhook', 0, 1, 0],
  ['one a millisecond', 200, 50, 0],
  ['more than one a millisecond', 201, 40, 56],
  ['many from a few callers, each sending as soon as it is answered', 2000, 39, 0],
])('%s over a fifth of a second: after 8 ms the work rests', (_what, came, together, restMs) => {
  const flood = createFloodWatch(0);
  arrive(flood, came, together, 100);
  expect(flood.restAfter(8, 200)).toBe(restMs);
});

test('a burst makes no flood before a fifth of a second has passed, nor after the next', () => {
  const flood = createFloodWatch(0);
  arrive(flood, 1000, 60, 100);
  expect(flood.restAfter(8, 199)).toBe(0);
  expect(flood.restAfter(8, 201)).toBe(56);
  expect(flood.restAfter(8, 300)).toBe(56);
  expect(flood.restAfter(8, 401)).toBe(0);
});

test('the door is quiet a moment after the last webhook has been kept or refused', () => {
  const flood = createFloodWatch(0);
  expect(flood.isQuiet(5)).toBe(true);
  flood.arriving();
  flood.arriving();
  expect(flood.isQuiet(50)).toBe(false);
  flood.arrived(60);
  expect(flood.isQuiet(70)).toBe(false);
  flood.arrived(80);
  expect(flood.isQuiet(82.9)).toBe(false);
  expect(flood.isQuiet(83)).toBe(true);
});

test('a round that took very long calls for no very long rest', () => {
  const flood = createFloodWatch(0);
  arrive(flood, 1000, 60, 100);
  expect(flood.restAfter(2000, 201)).toBe(350);
});
