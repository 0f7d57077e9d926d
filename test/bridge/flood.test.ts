import { expect, test } from 'vitest';
import { createFloodWatch } from '../../bridge/flood.ts';

/** A fifth of a second in which so many webhooks came and so many were relayed. */
function restAfter(came: number, relayed: number, tookMs = 8): number {
  const flood = createFloodWatch(0);
  for (let n = 0; n < came; n += 1) flood.arrived();
  flood.relayed(relayed);
  return flood.restAfter(tookMs, 200);
}

test.each([
  ['few webhooks, none of them relayed yet', 400, 0, 0],
  ['many, and the relay follows', 1000, 600, 0],
  ['many, and half of them are relayed', 1000, 500, 0],
  ['many more than are relayed', 1000, 499, 56],
  ['none at all', 0, 0, 0],
])('%s: after 8 ms the work rests', (_what, came, relayed, restMs) => {
  expect(restAfter(came, relayed)).toBe(restMs);
});

test('a burst makes no flood before a fifth of a second has passed, nor after the next', () => {
  const flood = createFloodWatch(0);
  for (let n = 0; n < 1000; n += 1) flood.arrived();
  expect(flood.restAfter(8, 199)).toBe(0);
  expect(flood.restAfter(8, 201)).toBe(56);
  expect(flood.restAfter(8, 300)).toBe(56);
  expect(flood.restAfter(8, 401)).toBe(0);
});
