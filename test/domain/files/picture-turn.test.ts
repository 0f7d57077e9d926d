import { expect, test } from 'vitest';
import {
  judgePictureTurn,
  type PictureFacts,
  type PictureTurn,
  passedFile,
} from '../../../src/domain/files/picture-turn.ts';

const NOW = 100_000;
const words = { rowId: 5, isFile: false, begun: false };
const file = { rowId: 5, isFile: true, begun: false };
const facts = (change: Partial<PictureFacts> = {}): PictureFacts => ({
  own: words,
  underWay: [],
  begun: [],
  ...change,
});
const goes: PictureTurn = { waits: false, passed: [] };
const waits: PictureTurn = { waits: true, passed: [] };
const theirWords = { ofRoom: true, hasFile: false };
const theirFile = { ofRoom: true, hasFile: true };
const botsOwn = { ofRoom: false, hasFile: false };

test.each<[string, PictureFacts, PictureTurn]>([
  ['words beside nothing', facts(), goes],
  ['words beside words', facts({ underWay: [theirWords] }), goes],
  ['words beside a file', facts({ underWay: [theirFile] }), waits],
  ['a file beside words', facts({ own: file, underWay: [theirWords] }), waits],
  ['a file beside an answer of the bot', facts({ own: file, underWay: [botsOwn] }), goes],
  ['words between a name and its file', facts({ begun: [{ rowId: 1, stuckSince: null }] }), waits],
  [
    'between a name and a file that has been stuck for a moment',
    facts({ begun: [{ rowId: 1, stuckSince: NOW - 19_999 }] }),
    waits,
  ],
  [
    'and for long: it is passed',
    facts({ begun: [{ rowId: 1, stuckSince: NOW - 20_000 }] }),
    { waits: false, passed: [1] },
  ],
  [
    'one of two is stuck',
    facts({
      begun: [
        { rowId: 1, stuckSince: 0 },
        { rowId: 2, stuckSince: null },
      ],
    }),
    { waits: true, passed: [1] },
  ],
  [
    'of two files that have begun the first goes on',
    facts({ own: { ...file, begun: true }, begun: [{ rowId: 9, stuckSince: null }] }),
    goes,
  ],
  [
    'and the second waits',
    facts({ own: { ...file, begun: true }, begun: [{ rowId: 1, stuckSince: null }] }),
    waits,
  ],
])('in a room of several customers: %s', (_title, given, expected) => {
  expect(judgePictureTurn(given, NOW)).toEqual(expected);
});

test('a file that is passed has its name said twice more, unless it may have been shown', () => {
  const fates = [0, 1, 2].map((moves) => passedFile({ maybeOut: false, moves }));
  expect(fates).toEqual(['again', 'again', 'exhausted']);
  expect(passedFile({ maybeOut: true, moves: 0 })).toBe('uncertain');
});
