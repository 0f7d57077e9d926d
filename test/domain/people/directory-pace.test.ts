import { expect, test } from 'vitest';
import { paceAfter } from '../../../src/domain/people/directory-pace.ts';

const MINUTE_MS = 60_000;

/** The pauses after readings of which each says whether it found a change, in minutes. */
function pauses(pollMinutes: number, ...changes: boolean[]): number[] {
  let last: { readonly readAt: number; readonly pollMs: number } | null = null;
  return changes.map((changed) => {
    last = { readAt: 0, pollMs: paceAfter(last, pollMinutes * MINUTE_MS, changed) };
    return last.pollMs / MINUTE_MS;
  });
}

test('while nothing changes, the pauses grow to an hour, and a change makes them short again', () => {
  expect(pauses(5, false, false, false, false)).toEqual([5, 20, 60, 60]);
  expect(pauses(5, false, false, true, false)).toEqual([5, 20, 5, 20]);
});

test('a slower poll stays as slow as it is configured', () => {
  expect(pauses(120, true, false, false)).toEqual([120, 120, 120]);
});
