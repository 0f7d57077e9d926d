import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  digestContent,
  digestName,
  type HashedEntry,
  hashEntry,
  headAfter,
  NO_HEAD,
} from '../../src/proof/hashes.ts';
import { IdSet } from '../../src/proof/id-set.ts';
import {
  beginVerification,
  type FoundEntry,
  judgeContent,
  judgeName,
} from '../../src/proof/verify-entries.ts';

const entry = (id: number, more: Partial<HashedEntry> = {}): HashedEntry => ({
  ...{ id, at: id * 10, action: 'message.receive', actorKind: 'line-user', actorId: 'Uhanako' },
  ...{ actorName: digestName('s', '花子'), roomId: null, channelId: null },
  ...{ lineUserId: null, lineUserName: null, memberId: null, memberName: null },
  ...{ direction: null, kind: null, outcome: 'ok', reason: null, aboutId: null, facts: '{}' },
  content: digestContent('s', `words ${id}`, null),
  ...more,
});
const found = (each: HashedEntry, more: Partial<FoundEntry> = {}): FoundEntry => ({
  ...{ entry: each, names: [{ id: 1, found: 'as-written' }], content: 'as-written', head: null },
  ...more,
});
const LOG = [1, 2, 3, 4, 5].map((id) => entry(id));
const HEADS = [NO_HEAD];
for (const each of LOG) HEADS.push(headAfter(HEADS.at(-1) ?? NO_HEAD, hashEntry(each)));
const headAt = (entries: number) => ({ entries, head: HEADS[entries] ?? '' });

test('a log verifies with any signed heads of its own', () => {
  fc.assert(
    fc.property(fc.subarray([0, 1, 2, 3, 4, 5]), (signed) => {
      const run = beginVerification(signed.map(headAt));
      for (const each of LOG) run.push(found(each));
      expect(run.end()).toEqual({ ok: true, entries: 5, head: HEADS[5] });
    }),
    { numRuns: 30 },
  );
});

test('another entry, a head of before the first, or none of the entries does not', () => {
  const run = beginVerification([headAt(5)]);
  for (const each of LOG) run.push(found(each.id === 3 ? entry(3, { outcome: 'failed' }) : each));
  expect(run.end()).toMatchObject({ entryId: 5, breach: 'other-than-checkpoint', proven: 0 });
  const short = beginVerification([headAt(5), headAt(2)]);
  for (const each of LOG.slice(0, 2)) short.push(found(each));
  expect(short.end()).toMatchObject({ entryId: 3, breach: 'shorter-than-checkpoint', proven: 2 });
  expect(beginVerification([{ entries: 0, head: HEADS[1] ?? '' }]).end()).toMatchObject({
    entryId: 0,
    breach: 'other-than-checkpoint',
  });
});

test('two signed heads of one length are never both the log’s', () => {
  const run = beginVerification([headAt(2), { entries: 2, head: HEADS[4] ?? '' }]);
  for (const each of LOG) run.push(found(each));
  expect(run.end()).toMatchObject({ ok: false, entryId: 2, breach: 'other-than-checkpoint' });
});

test('the words of a name or a content fit their digest, and no other', () => {
  const name = digestName('s', '花子');
  expect(judgeName(name, { salt: 's', name: '花子' })).toBe('as-written');
  expect(judgeName(name, { salt: 's', name: null })).toBe('changed');
  expect(judgeName(digestName('s', null), { salt: 's', name: null })).toBe('as-written');
  const words = digestContent('s', 'words', null);
  expect(judgeContent(words, { salt: 's', text: 'words', detail: null })).toBe('as-written');
  expect(judgeContent(words, { salt: 's', text: 'words', detail: 'null' })).toBe('changed');
  expect(judgeContent(null, { salt: 's', text: 'words', detail: null })).toBe('changed');
});

test('a set of numbers knows what is in it, also over its chunks’ edges', () => {
  const id = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 65_520, max: 65_560 }));
  fc.assert(
    fc.property(
      fc.array(id),
      fc.array(fc.tuple(id, id), { maxLength: 3 }),
      id,
      (added, ranges, one) => {
        const set = new IdSet();
        for (const each of added) set.add(each);
        for (const [from, to] of ranges) set.deleteRange(from, to);
        const left = added.filter(
          (each) => !ranges.some(([from, to]) => each >= from && each <= to),
        );
        expect(set.has(one)).toBe(left.includes(one));
        expect(set.first()).toBe(left.length === 0 ? null : Math.min(...left));
        expect(set.size).toBe(new Set(left).size);
        const behind = left.filter((each) => each > one);
        expect(set.after(one)).toBe(behind.length === 0 ? null : Math.min(...behind));
      },
    ),
  );
});
