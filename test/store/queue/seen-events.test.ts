import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetBody, forgetEvents } from '../../../src/store/queue/forget-events.ts';
import { type Arrival, finishRow, keepArrival } from '../../../src/store/queue/inbox.ts';
import { inbox, seenEvents } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { RARE, tracesOf } from '../../helpers/traces.ts';

/** Events go after their term; what they are known by stays. */

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-seen-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const LINE = { platform: 'line', account: '1657000001', verdict: 'act' } as const;
const WORKS = { platform: 'line-works', account: '2000001', verdict: 'act' } as const;
const digest = (n: number) => Uint8Array.from({ length: 32 }, (_, at) => (at * 7 + n) % 256);

const keep = (arrival: Omit<Arrival, 'receivedAt' | 'body'>, receivedAt: number, body = '{}') =>
  store.transaction(() => keepArrival(store.db, { ...arrival, receivedAt, body }));
const rows = () => store.db.select().from(inbox).all();
const finishAll = () =>
  store.transaction(() => {
    for (const { id, state } of rows()) if (state === 'waiting') finishRow(store.db, id, 'relay');
  });
const forgetAll = (before: number) => {
  while (store.transaction(() => forgetEvents(store.db, before)));
};

test('an event is kept once, by its id or by the digest of its bytes, for each account', () => {
  for (let n = 0; n < 2; n += 1) {
    keep({ ...LINE, key: '01HABC' }, 1);
    keep({ ...LINE, account: '1657000002', key: '01HABC' }, 1);
    keep({ ...WORKS, key: digest(1) }, 1);
    keep({ ...WORKS, account: '2000002', key: digest(1) }, 1);
  }
  keep({ ...WORKS, key: digest(2) }, 1);
  expect(rows()).toHaveLength(5);
});

test('after its term an event goes, but for what failed and the latest of each platform', () => {
  for (let n = 0; n < 40; n += 1) keep({ ...LINE, key: `old ${n}` }, n, 'said');
  keep({ ...WORKS, key: digest(1) }, 40, 'said');
  finishAll();
  store.db.update(inbox).set({ state: 'failed' }).where(eq(inbox.id, 3)).run();
  keep({ ...LINE, key: 'waits' }, 41, 'said');
  keep({ ...LINE, key: 'behind' }, 42, 'said');
  finishRow(store.db, 43, 'relay');
  forgetAll(1000);
  const left = [3, ...Array.from({ length: 8 }, (_, n) => 33 + n), 41];
  expect(rows().map(({ id, body }) => [id, body])).toEqual([
    ...left.map((id) => [id, id === 3 ? 'said' : null]),
    [42, 'said'],
    [43, 'said'],
  ]);
  // Those that were the latest go when others are.
  for (let n = 0; n < 20; n += 1) keep({ ...LINE, key: `new ${n}` }, 2000, 'said');
  finishAll();
  forgetAll(1000);
  expect(
    rows()
      .filter(({ receivedAt }) => receivedAt < 1000)
      .map(({ id }) => id),
  ).toEqual([3, 41]);
  expect(store.db.select().from(seenEvents).all()).toHaveLength(63);
  keep({ ...LINE, key: 'old 0' }, 3000);
  expect(rows().some(({ receivedAt }) => receivedAt === 3000)).toBe(false);
});

test('their pages are used again', () => {
  const pages = () => store.db.get<{ page_count: number }>(sql`PRAGMA page_count`)?.page_count ?? 0;
  const fill = (week: number) => {
    for (let n = 0; n < 400; n += 1) keep({ ...LINE, key: `${week} ${n}` }, week, 'あ'.repeat(300));
    finishAll();
    forgetAll(week - 1);
  };
  for (const week of [1, 2, 3]) fill(week);
  const before = pages();
  for (const week of [4, 5, 6]) fill(week);
  expect(pages() - before).toBeLessThan(10);
});

test('a body that is forgotten before its term is in no file, also beside rows that went', () => {
  for (let n = 0; n < 200; n += 1) {
    keep(
      { ...LINE, key: `k ${n}` },
      n,
      `${n} ${'あ'.repeat(n % 7 === 0 ? 900 : 250)} ${n % 9 === 0 ? RARE : ''}`,
    );
  }
  finishAll();
  for (let before = 0; before < 120; before += 11) forgetAll(before);
  for (const { id } of rows()) store.transaction(() => forgetBody(store.db, id));
  expect(store.scrub()).toBe(true);
  expect(tracesOf(folder, RARE)).toEqual([]);
});

test('a database that kept the keys with the events knows them still', () => {
  const path = mkdtempSync(join(folder, 'old-'));
  const db = new Sqlite(join(path, 'kakehashi.db'));
  db.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT');
  const folderOfSql = new URL('../../../migrations/', import.meta.url);
  for (const name of readdirSync(folderOfSql)
    .filter((each) => each < '0031')
    .sort()) {
    db.exec(readFileSync(new URL(name, folderOfSql), 'utf8'));
    db.prepare('INSERT INTO migrations VALUES (?)').run(name);
  }
  const insert = db.prepare(
    `INSERT INTO inbox (dedupe_key, platform, account, verdict, body, received_at, state)
      VALUES (?, ?, ?, 'act', ?, 5, ?)`,
  );
  const hex = Buffer.from(digest(1)).toString('hex');
  for (let n = 0; n < 30; n += 1) insert.run(`line:1:old ${n}`, 'line', '1', null, 'done');
  insert.run('line:1:01HABC', 'line', '1', '{"a":1}', 'waiting');
  insert.run(`line:1:${hex}`, 'line', '1', '{}', 'done');
  insert.run(`works:2:${hex}`, 'line-works', '2', null, 'failed');
  db.close();
  const opened = openNodeStore(path);
  expect(opened.db.select().from(inbox).all()).toHaveLength(11);
  for (const arrival of [
    { ...LINE, account: '1', key: 'old 0' },
    { ...LINE, account: '1', key: '01HABC' },
    { ...LINE, account: '1', key: digest(1) },
    { ...WORKS, account: '2', key: digest(1) },
    { ...WORKS, account: '2', key: digest(2) },
  ]) {
    keepArrival(opened.db, { ...arrival, body: '{}', receivedAt: 9 });
  }
  const all = opened.db.select().from(inbox).all();
  expect(all.filter(({ receivedAt }) => receivedAt === 9).map(({ id }) => id)).toEqual([34]);
  expect(all.find(({ state }) => state === 'waiting')?.body).toBe('{"a":1}');
  opened.close();
});
