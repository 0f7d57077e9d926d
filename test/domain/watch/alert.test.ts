import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Alert,
  type AlertChange,
  type AlertStage,
  judgeAlert,
  type Seen,
} from '../../../src/domain/watch/alert.ts';

const CONFIRM_MS = 5;

/** What is said at each look, a step of `stepMs` after the one before. */
function said(looks: readonly (AlertStage | null | 'unknown')[], confirmMs: number, stepMs = 1) {
  let known: Alert | null = null;
  return looks.map((look, step): AlertChange['kind'] => {
    const seen: Seen = look === 'unknown' ? look : { stage: look, figure: step };
    const change = judgeAlert(known, seen, step * stepMs, confirmMs);
    if (change.kind === 'keep' || change.kind === 'tell') known = change.alert;
    if (change.kind === 'clear' || change.kind === 'forget') known = null;
    return change.kind;
  });
}

test.each<[string, Parameters<typeof said>[0], number, ReturnType<typeof said>]>([
  ['nothing while all is well', [null, null], 0, ['none', 'none']],
  ['once, and its end', ['low', 'low', null, null], 0, ['tell', 'none', 'clear', 'none']],
  [
    'again when it has become worse',
    ['two-weeks', 'two-weeks', 'three-days', 'three-days', 'over', null],
    0,
    ['tell', 'none', 'tell', 'none', 'tell', 'clear'],
  ],
  ['nothing when it has become better', ['three-days', 'two-weeks'], 0, ['tell', 'keep']],
  [
    'nothing while it is unknown',
    ['low', 'unknown', 'low', null],
    0,
    ['tell', 'none', 'none', 'clear'],
  ],
  ['nothing of what passes', ['failing', null], CONFIRM_MS, ['keep', 'forget']],
  [
    'once when it has lasted',
    ['waiting', 'failing', 'failing', 'failing', 'failing', 'failing', 'waiting', 'failing', null],
    CONFIRM_MS,
    ['keep', 'keep', 'none', 'none', 'none', 'tell', 'keep', 'keep', 'clear'],
  ],
])('the administrators are told %s', (_what, looks, confirmMs, changes) => {
  expect(said(looks, confirmMs)).toEqual(changes);
});

test('a clock that was put back holds nothing up', () => {
  expect(said(['failing', 'failing'], CONFIRM_MS, -100)).toEqual(['keep', 'tell']);
});

test('every alert that was told ends with one all-clear', () => {
  const look = fc.constantFrom<AlertStage | null | 'unknown'>(
    ...(['waiting', 'failing', null, 'unknown'] as const),
  );
  fc.assert(
    fc.property(fc.array(look), fc.constantFrom(0, CONFIRM_MS), (looks, confirmMs) => {
      const told = said([...looks, null], confirmMs).filter(
        (kind) => kind === 'tell' || kind === 'clear',
      );
      expect(told.every((kind, at) => kind === (at % 2 === 0 ? 'tell' : 'clear'))).toBe(true);
      expect(told.length % 2).toBe(0);
    }),
  );
});
