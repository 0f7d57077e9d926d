import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { entryId } from '../../../src/domain/ids.ts';
import { type AuditQuery, everything } from '../../../src/services/audit/search/query.ts';
import { beginSearch } from '../../../src/services/audit/search/run.ts';
import { groupSegments } from '../../../src/store/audit/index/group.ts';
import { sealSegment } from '../../../src/store/audit/index/seal.ts';
import { wholeGroups, wholeSegments } from '../../../src/store/audit/index/segments.ts';
import { auditSegments } from '../../../src/store/schema.ts';
import { watchStatements } from '../../store/sqlite/seen-statements.ts';
import { KnownLog, SIZE } from './known-log.ts';

/* What a search does, counted: how long that takes depends on the machine. */

const log = new KnownLog();
afterAll(() => log.remove());
afterEach(() => vi.restoreAllMocks());

const seen: string[] = [];
watchStatements(log.store, ({ sql }) => void seen.push(sql));
const isBlock = (sql: string) => sql.includes('from "audit_blocks"');

const said = (n: number) => (n === 7 ? '昔の鸚鵡' : `${n}番の見積もり`);
for (let n = 0; n < 400; n += 1) {
  log.happen({
    ...{ does: 'say', text: said(n), name: null, member: n % 3, user: n % 3, called: 0 },
    ...{ direction: 'in', kind: 'text', at: 1 },
  });
}
const search = (query: Partial<AuditQuery>) => {
  log.find(query);
  seen.length = 0;
  const { found } = log.find(query, Number.POSITIVE_INFINITY);
  return { hits: found.length, blocks: seen.filter(isBlock).length, others: seen.length };
};

test('a page from the tail takes four statements, however many results it has', () => {
  expect(search({ phrases: ['見積'], limit: 5 })).toEqual({ hits: 5, blocks: 0, others: 4 });
  expect(search({ phrases: ['見積'], limit: 20 })).toEqual({ hits: 20, blocks: 0, others: 4 });
});

test('a page from segments takes a few more, and a rare word is looked for where its group has it', () => {
  while ([...sealSegment(log.store, SIZE)].length > 1);
  const { length } = wholeSegments(log.store.db);
  expect(length).toBeGreaterThan(12);
  expect(search({ phrases: ['鸚鵡'] })).toMatchObject({ hits: 1, blocks: length });
  expect(search({ phrases: ['龘'] })).toMatchObject({ hits: 0, blocks: length });

  while ([...groupSegments(log.store, SIZE)].length > 0);
  const groups = wholeGroups(log.store.db).length;
  const ungrouped = length - groups * SIZE.group;
  expect(ungrouped).toBeLessThan(SIZE.group);
  expect(search({ phrases: ['鸚鵡'] })).toMatchObject({ hits: 1, blocks: groups + ungrouped });
  expect(search({ phrases: ['龘'] })).toMatchObject({ hits: 0, blocks: groups + ungrouped });
  const { hits, blocks, others } = search({ phrases: ['見積'], limit: 20, skip: 20 });
  expect(hits).toBe(20);
  expect(others - blocks).toBeLessThan(12);
});

test('a step ends after its work even while the clock stands still', () => {
  vi.spyOn(performance, 'now').mockReturnValue(0);
  const run = beginSearch(log.context, { ...everything('messages', 100), phrases: ['番'] });
  let steps = 1;
  for (; run.step(0.1) === null; steps += 1);
  expect(steps).toBeGreaterThan(5);
});

test('the first search after a start reads the list of segments in several steps', () => {
  const { db } = log.store;
  for (let id = 1000; id < 1200; id += 1) {
    const nowhere = { first: entryId(1), last: entryId(1), wordBlocks: 1, level: 0 as const };
    const none = { times: Buffer.alloc(0), aliases: Buffer.alloc(0) };
    db.insert(auditSegments)
      .values({ id, ...nowhere, ...none, state: 'dropped' })
      .run();
  }
  const before = log.find({ phrases: ['見積'] }).found;
  log.reopen();
  const lists: number[] = [0];
  watchStatements(log.store, ({ sql }) => {
    if (sql.includes('from "audit_segments"')) lists[lists.length - 1] = (lists.at(-1) ?? 0) + 1;
  });
  const run = beginSearch(log.context, { ...everything('messages', 1000), phrases: ['見積'] });
  for (let result = run.step(0); ; result = run.step(0)) {
    if (result !== null) {
      expect(result.found).toEqual(before);
      break;
    }
    lists.push(0);
  }
  expect(Math.max(...lists)).toBe(1);
  expect(lists.filter((count) => count === 1).length).toBeGreaterThan(3);
});

test('writing a segment reads none of the others, and the list is what a start reads', () => {
  log.reopen();
  const { store } = log;
  let lists = 0;
  watchStatements(store, ({ sql }) => {
    if (sql.includes('from "audit_segments"')) lists += 1;
  });
  for (let n = 0; n < 200; n += 1) {
    log.happen({
      ...{ does: 'say', text: said(n), name: null, member: n % 3, user: n % 3, called: 0 },
      ...{ direction: 'in', kind: 'text', at: 1 },
    });
  }
  log.find({ phrases: ['見積'] });
  const before = wholeSegments(store.db).length;
  const asked = lists;
  while ([...sealSegment(store, SIZE)].length > 1);
  while ([...groupSegments(store, SIZE)].length > 0);
  expect(lists).toBe(asked);
  expect(asked).toBeGreaterThan(0);
  const kept = [wholeSegments(store.db), wholeGroups(store.db)] as const;
  expect(kept[0].length).toBeGreaterThan(before);
  log.reopen();
  expect(wholeSegments(log.store.db)).toMatchObject(kept[0]);
  expect(wholeGroups(log.store.db)).toMatchObject(kept[1]);
});
