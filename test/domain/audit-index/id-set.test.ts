import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type IdSet,
  inAny,
  inBoth,
  listOf,
  readIds,
  sizeOf,
  storeIds,
} from '../../../src/domain/audit-index/id-set.ts';

/** What is in a set is told by a `Set`; both ways to keep one in memory have to agree with it. */

const ids = fc
  .oneof(
    { weight: 3, arbitrary: fc.uniqueArray(fc.nat(65_535), { maxLength: 60 }) },
    { weight: 2, arbitrary: fc.uniqueArray(fc.nat(90), { maxLength: 90 }) },
    // A whole run, which is shorter as bits.
    fc
      .tuple(fc.nat(65_000), fc.nat(500))
      .map(([from, count]) => Array.from({ length: count }, (_, at) => from + at)),
    fc.constant([0, 31, 32, 127, 128, 129, 16_511, 16_512, 65_535]),
  )
  .map((all) => all.toSorted((one, other) => one - other));

/** As a list, or as bits. */
const kept = fc.tuple(ids, fc.boolean()).map(([all, asBits]): [number[], IdSet] => {
  if (!asBits) return [all, Uint16Array.from(all)];
  const words = new Uint32Array(((all.at(-1) ?? 0) >>> 5) + 1);
  for (const id of all) words[id >>> 5] = (words[id >>> 5] ?? 0) | (1 << (id & 31));
  return [all, { words, count: all.length }];
});

test('a set comes back from its bytes, which are never more than a bit for each number', () => {
  fc.assert(
    fc.property(ids, (all) => {
      const stored = storeIds(all);
      expect([...listOf(readIds(stored))]).toEqual(all);
      expect(sizeOf(readIds(stored))).toBe(all.length);
      expect(stored.bytes.length).toBeLessThanOrEqual(((all.at(-1) ?? 0) >>> 3) + 4);
    }),
    { numRuns: 300 },
  );
});

test('a set without one of its numbers takes no more bytes', () => {
  fc.assert(
    fc.property(ids, fc.nat(), (all, which) => {
      const left = all.filter((_, at) => at !== which % all.length);
      expect(storeIds(left).bytes.length).toBeLessThanOrEqual(storeIds(all).bytes.length);
    }),
    { numRuns: 300 },
  );
});

test('what is in both and what is in any are as with any sets', () => {
  fc.assert(
    fc.property(fc.array(kept, { minLength: 1, maxLength: 4 }), (sets) => {
      const [[one, first] = [[], new Uint16Array(0)], [other, second] = [one, first]] = sets;
      expect([...listOf(inBoth(first, second))]).toEqual(
        one.filter((each) => other.includes(each)),
      );
      expect(sizeOf(inBoth(first, second))).toBe(listOf(inBoth(first, second)).length);
      const any = [...new Set(sets.flatMap(([all]) => all))].sort((a, b) => a - b);
      expect([...listOf(inAny(sets.map(([, set]) => set)))]).toEqual(any);
      expect(sizeOf(inAny(sets.map(([, set]) => set)))).toBe(any.length);
    }),
    { numRuns: 300 },
  );
});
