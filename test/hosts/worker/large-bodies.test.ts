import { beforeEach, expect, test } from 'vitest';
import { createLargeBodies, type LargeBodies } from '../../../src/hosts/worker/large-bodies.ts';

const LIMITS = { smallBytes: 10, bytesEach: 100, bytesTogether: 250, ms: 1000 };
let now = 0;
let bodies: LargeBodies;
beforeEach(() => {
  now = 0;
  bodies = createLargeBodies(LIMITS, () => now);
});
const areIn = (...declared: (number | null)[]) =>
  declared.map((length) => bodies.enter(length) !== null);

test('large bodies are bounded together; one of unknown length counts as the largest', () => {
  expect(areIn(100, null, 50, 11, 100)).toEqual([true, true, true, false, false]);
});

test('whatever strangers send, a body as small as a platform’s has room', () => {
  expect(areIn(null, null, null, 10, 0)).toEqual([true, true, false, true, true]);
});

test('who leaves gives the room back, once', () => {
  const leave = bodies.enter(null);
  areIn(null);
  leave?.();
  leave?.();
  expect(areIn(null, null)).toEqual([true, false]);
});

test('a request that ended without a word keeps its room no longer than a body may take', () => {
  const forgotten = bodies.enter(null);
  now = 999;
  expect(areIn(null, null)).toEqual([true, false]);
  now = 1000;
  expect(areIn(null, null)).toEqual([true, false]);
  forgotten?.();
  expect(areIn(null)).toEqual([false]);
});
