import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  judgeRepeat,
  type RepeatFacts,
  type RepeatRow,
} from '../../../src/domain/delivery/judge-repeat.ts';

const row = (id: number, change: Partial<RepeatRow> = {}): RepeatRow => ({
  id,
  queued: true,
  stop: null,
  isOldNews: false,
  ...change,
});
const facts = (rows: readonly RepeatRow[], change: Partial<RepeatFacts> = {}): RepeatFacts => ({
  maybeShown: false,
  rows,
  roomGone: false,
  awaitsCallback: false,
  endsTheProcess: false,
  ...change,
});
const ends = (...all: [number, string, string][]) => ({
  kind: 'dissolve',
  ends: all.map(([id, state, reason]) => ({ id, state, reason })),
});
const shown = { maybeShown: true };

test.each<[string, RepeatFacts, object]>([
  ['nothing has changed', facts([row(1), row(2)], shown), { kind: 'repeat' }],
  ['no rows: it prepares something', facts([]), { kind: 'repeat' }],
  [
    'one of two is forbidden, and both may have been shown: both end',
    facts([row(1, { stop: 'denied' }), row(2)], shown),
    ends([1, 'uncertain', 'denied'], [2, 'uncertain', 'no-answer']),
  ],
  [
    'one of two was taken back, and both may have been shown',
    facts([row(1), row(2, { stop: 'unsent' })], shown),
    ends([1, 'uncertain', 'no-answer'], [2, 'uncertain', 'unsent']),
  ],
  [
    'one of two ended elsewhere, and both may have been shown',
    facts([row(1, { queued: false }), row(2)], shown),
    ends([2, 'uncertain', 'no-answer']),
  ],
  [
    'one is forbidden, and nothing has been shown: each goes its own way',
    facts([row(1, { stop: 'denied' }), row(2)]),
    ends(),
  ],
  [
    'one was taken back, and nothing has been shown',
    facts([row(1, { stop: 'unsent' }), row(2)]),
    ends([1, 'cancelled', 'unsent']),
  ],
  ['all have ended elsewhere', facts([row(1, { queued: false })]), ends()],
  [
    'nothing but old news',
    facts([row(1, { isOldNews: true })]),
    ends([1, 'cancelled', 'talk-again']),
  ],
  [
    'old news that may have been read',
    facts([row(1, { isOldNews: true })], shown),
    ends([1, 'uncertain', 'talk-again']),
  ],
  ['old news beside other words', facts([row(1, { isOldNews: true }), row(2)]), { kind: 'repeat' }],
  ['the room of a closed talk', facts([], { roomGone: true }), ends()],
  [
    'the room of a closed talk that may have been made',
    facts([], { roomGone: true, awaitsCallback: true, maybeShown: true }),
    { kind: 'leave' },
  ],
  [
    'what ends the process',
    facts([row(1)], { endsTheProcess: true }),
    ends([1, 'exhausted', 'gave-up']),
  ],
])('%s', (_, given, expected) => {
  expect(judgeRepeat(given)).toEqual(expected);
});

const rows = fc.array(
  fc.record({
    queued: fc.boolean(),
    stop: fc.constantFrom(null, 'unsent', 'denied', 'blocked', 'room-closed'),
    isOldNews: fc.boolean(),
  }),
  { maxLength: 5 },
);

test('no row that may have been shown is ever left to another request', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const all = some.map((each, id) => ({ id, ...each }));
      const verdict = judgeRepeat(facts(all, shown));
      if (verdict.kind !== 'dissolve') return;
      const ended = new Set(verdict.ends.map(({ id }) => id));
      for (const each of all) expect(ended.has(each.id)).toBe(each.queued);
      for (const end of verdict.ends) expect(end.state).toBe('uncertain');
    }),
  );
});

test('what is forbidden is never repeated', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (some, maybeShown) => {
      const all = some.map((each, id) => ({ id, ...each }));
      const isForbidden = all.some((each) => each.queued && each.stop !== null);
      const verdict = judgeRepeat(facts(all, { maybeShown }));
      if (isForbidden) expect(verdict.kind).toBe('dissolve');
    }),
  );
});
