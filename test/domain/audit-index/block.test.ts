import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eraseInBlock, findInBlock, writeBlock } from '../../../src/domain/audit-index/block.ts';
import {
  listOf,
  type StoredSet,
  storeIds,
  withoutIds,
} from '../../../src/domain/audit-index/id-set.ts';

const ascending = (all: readonly number[]) => all.toSorted((one, other) => one - other);
const term = fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 2 ** 48 - 1 }));
const ids = fc
  .oneof(
    fc.uniqueArray(fc.nat(65_535), { minLength: 1, maxLength: 20 }),
    fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 120 }),
  )
  .map(ascending);
const blocks = fc
  .array(fc.tuple(term, ids), { maxLength: 12 })
  .map((terms): ReadonlyMap<number, number[]> => new Map(terms));

const written = (terms: ReadonlyMap<number, number[]>) =>
  writeBlock(new Map([...terms].map(([each, all]) => [each, storeIds(all)])));

function found(block: Uint8Array, wanted: number): number[] | null {
  const set = findInBlock(block, wanted);
  return set === null ? null : [...listOf(set)];
}

test('a block gives each of its terms what was put there, and nothing for any other', () => {
  fc.assert(
    fc.property(blocks, term, (terms, other) => {
      const block = written(terms);
      for (const [each, all] of terms) expect(found(block, each)).toEqual(all);
      expect(found(block, other)).toEqual(terms.get(other) ?? null);
    }),
    { numRuns: 300 },
  );
});

test('what is erased is gone from the block’s bytes, and all else is where it was', () => {
  const some = fc.array(fc.tuple(fc.nat(), fc.array(fc.nat(), { maxLength: 4 }), fc.boolean()), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(blocks, some, term, (terms, chosen, absent) => {
      const block = written(terms);
      const length = block.length;
      const erased = new Map<number, Set<number>>([[absent, new Set([1, 65_535])]]);
      for (const [which, places, whole] of chosen) {
        const [each, all] = [...terms][which % Math.max(1, terms.size)] ?? [absent, [0]];
        erased.set(each, new Set(whole ? all : places.map((at) => all[at % all.length] ?? 0)));
      }
      const left = new Map(
        [...terms]
          .map(([each, all]) => [each, all.filter((id) => !erased.get(each)?.has(id))] as const)
          .filter(([, all]) => all.length > 0),
      );
      const isLess = [...terms].some(([each, all]) => left.get(each)?.length !== all.length);
      const without = new Map(
        [...erased].map(([each, gone]) => [each, (stored: StoredSet) => withoutIds(stored, gone)]),
      );
      expect(eraseInBlock(block, without)).toBe(isLess);
      expect(block.length).toBe(length);
      for (const each of terms.keys()) expect(found(block, each)).toEqual(left.get(each) ?? null);
      // Byte for byte as if what is gone had never been there; behind it, zeros.
      const never = written(new Map([...left].map(([each, all]) => [each, [...all]])));
      expect(block.subarray(0, never.length)).toEqual(never);
      expect(block.subarray(never.length).every((byte) => byte === 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
