import fc from 'fast-check';
import { expect, test } from 'vitest';
import { erasedIn, isInRanges, type Range, rangesOf, shareOut } from '../../src/proof/erasures.ts';

const ids = fc.array(fc.integer({ min: 1, max: 60 }));
const within = (ranges: readonly Range[]) =>
  Array.from({ length: 60 }, (_, index) => index + 1).filter((id) => isInRanges(ranges, id));

test('ranges hold exactly their ids, and joined ones no id that they may not', () => {
  fc.assert(
    fc.property(ids, ids, (erased, kept) => {
      expect(within(rangesOf(erased))).toEqual([...new Set(erased)].sort((a, b) => a - b));
      const left = kept.filter((id) => !erased.includes(id));
      const mayJoin = (before: number, after: number) =>
        !left.some((id) => id > before && id < after);
      const joined = rangesOf(erased, mayJoin);
      expect(joined.length).toBeLessThanOrEqual(rangesOf(erased).length);
      for (const id of erased) expect(isInRanges(joined, id)).toBe(true);
      for (const id of left) expect(isInRanges(joined, id)).toBe(false);
    }),
  );
});

test('what several entries list is together what was erased, and none lists more than its share', () => {
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 5 }), (said, named, most) => {
      const erased = { contents: rangesOf(said), names: rangesOf(named) };
      const shares = shareOut(erased, most);
      expect(shares.flatMap(({ contents }) => contents)).toEqual(erased.contents);
      expect(shares.flatMap(({ names }) => names)).toEqual(erased.names);
      for (const share of shares) {
        expect(share.contents.length + share.names.length).toBeLessThanOrEqual(most);
        expect(erasedIn(JSON.stringify({ hits: 3, erased: share }))).toEqual(share);
      }
    }),
  );
});

test.each([
  ['{}', null],
  ['{"words":"erased"}', null],
  ['{"erased":5}', null],
  ['not JSON, yet "erased":', null],
  ['{"of":{"erased":{"contents":[[1,2]]}}}', null],
  ['{"erased":{}}', { contents: [], names: [] }],
  [
    '{"erased":{"contents":[[3,1],[0,2],["1","2"],[1.5,2],[1,2,3],[4],4,[5,5]],"names":{"0":[1,2]}}}',
    { contents: [[5, 5]], names: [] },
  ],
])('%s lists nothing that is no range', (facts, erased) => {
  expect(erasedIn(facts)).toEqual(erased);
});
