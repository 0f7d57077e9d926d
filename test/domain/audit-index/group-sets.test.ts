import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasStayed,
  STAYED,
  segmentsOf,
  setOf,
  storeSets,
  withoutIdsOf,
} from '../../../src/domain/audit-index/group-sets.ts';
import { listOf, readIds, storeIds } from '../../../src/domain/audit-index/id-set.ts';

const ascending = (all: readonly number[]) => all.toSorted((one, other) => one - other);
const ids = fc
  .oneof(
    fc.uniqueArray(fc.nat(65_535), { minLength: 1, maxLength: 20 }),
    fc.uniqueArray(fc.nat(3000), { minLength: 1, maxLength: 1500 }),
  )
  .map(ascending);
const segment = fc.nat(127);
const groups = fc
  .dictionary(segment.map(String), ids, { maxKeys: 16 })
  .map((all) => new Map(Object.entries(all).map(([number, each]) => [Number(number), each])));

const stored = (group: ReadonlyMap<number, readonly number[]>) =>
  storeSets(
    ascending([...group.keys()]).map((number) => [number, storeIds(group.get(number) ?? [])]),
  );

function idsIn(sets: ReturnType<typeof stored>, number: number): number[] | null {
  const set = setOf(sets, number);
  return set === null ? null : [...listOf(readIds(set))];
}

test('each segment has what it had, and a segment without the term has nothing', () => {
  fc.assert(
    fc.property(groups, segment, (group, other) => {
      const sets = stored(group);
      expect([...segmentsOf(sets)]).toEqual(ascending([...group.keys()]));
      for (const number of [...group.keys(), other]) {
        expect(idsIn(sets, number)).toEqual(group.get(number) ?? null);
      }
    }),
    { numRuns: 200 },
  );
});

test('without some entries it is as if these had never been there, and never longer', () => {
  const which = fc.array(fc.tuple(fc.nat(), fc.array(fc.nat(), { maxLength: 5 }), fc.boolean()));
  fc.assert(
    fc.property(groups, which, (group, chosen) => {
      const numbers = [...group.keys()];
      const gone = new Map<number, Set<number>>();
      for (const [at, places, all] of chosen) {
        const number = numbers[at % Math.max(1, numbers.length)] ?? 5;
        const there = group.get(number) ?? [7];
        gone.set(number, new Set(all ? there : places.map((n) => there[n % there.length] ?? 0)));
      }
      const left = new Map(
        [...group]
          .map(
            ([number, each]) => [number, each.filter((id) => !gone.get(number)?.has(id))] as const,
          )
          .filter(([, each]) => each.length > 0),
      );
      const before = stored(group);
      const after = withoutIdsOf(before, gone, new Set(group.keys()));
      const isSame = [...group].every(([number, each]) => left.get(number)?.length === each.length);
      if (isSame) expect(after).toBe(before);
      else if (left.size === 0) expect(after).toBeNull();
      else expect(after).toEqual(stored(left));
      expect(after?.bytes.length ?? 0).toBeLessThanOrEqual(before.bytes.length);
    }),
    { numRuns: 200 },
  );
});

test('what stays in its segment is told, and goes when it is no more', () => {
  const sets = storeSets([
    [0, storeIds([1, 2])],
    [3, STAYED],
    [7, STAYED],
  ]);
  expect([...segmentsOf(sets)]).toEqual([0, 3, 7]);
  expect(
    [0, 3, 5].map((number) => setOf(sets, number)).map((set) => set && hasStayed(set)),
  ).toEqual([false, true, null]);
  const gone = new Map([0, 3, 7].map((number) => [number, new Set([1, 2])]));
  expect(withoutIdsOf(sets, new Map(), new Set())).toBe(sets);
  expect(withoutIdsOf(sets, gone, new Set([7]))).toEqual(storeSets([[3, STAYED]]));
  expect(withoutIdsOf(sets, gone, new Set([3, 7]))).toBeNull();
});
