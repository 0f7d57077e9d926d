import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, max, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lanes, requests } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { everyColumn } from '../../../src/store/sqlite/placeholders.ts';
import type { Database, Store } from '../../../src/store/sqlite/store.ts';
import { clientOf } from './seen-statements.ts';

/* Prepared queries give and take what drizzle's own give and take. */

const REQUEST = {
  lane: 'room:1:line',
  step: 'line-say',
  rowIds: [1, 2],
  address: '{}',
  body: null,
  retryKey: 'key',
  replyToken: null,
  replyReceivedAt: null,
  inFlight: true,
  attempts: 1,
  unclear: 0,
  firstAttemptAt: 5,
  lastAttemptAt: 6,
} as const;

let folder: string;
let store: Store;
/** Over the same connection. */
let slow: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-quick-'));
  store = openNodeStore(folder);
  slow = drizzle(clientOf(store));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const both = <Result>(ask: (db: Database) => Result): readonly [Result, Result] => [
  ask(store.db),
  ask(slow),
];
const insert = (db: Database) => db.insert(requests).values(everyColumn(requests)).prepare();
const ofLane = (db: Database) =>
  db
    .select()
    .from(requests)
    .where(eq(requests.lane, sql.placeholder('lane')))
    .prepare();

test('what is written and read back is the same, with JSON, truth values and what is not there', () => {
  insert(store.db).run({ ...REQUEST, rowIds: [...REQUEST.rowIds] });
  const [quick, plain] = both((db) => ofLane(db).get({ lane: REQUEST.lane }));
  expect(quick).toEqual(REQUEST);
  // Also in what kind of objects they are.
  expect(quick).toStrictEqual(plain);
  const [all, plainAll] = both((db) => ofLane(db).all({ lane: REQUEST.lane }));
  expect(all).toEqual([REQUEST]);
  expect(all).toEqual(plainAll);
});

test('where there is no row, get finds nothing and all an empty list', () => {
  expect(both((db) => ofLane(db).get({ lane: 'none' }))).toEqual([undefined, undefined]);
  expect(both((db) => ofLane(db).all({ lane: 'none' }))).toEqual([[], []]);
});

test('expressions, aliases and values that are always the same are read alike', () => {
  insert(store.db).run({ ...REQUEST, rowIds: [] });
  const ask = (db: Database) =>
    db
      .select({
        last: max(requests.lastAttemptAt),
        word: sql<string>`'word'`.as('word'),
        twice: sql`${requests.attempts} * 2`.mapWith(String),
        rows: requests.rowIds,
      })
      .from(requests)
      .where(eq(requests.inFlight, true))
      .prepare();
  const [quick, plain] = both((db) => ask(db).all());
  expect(quick).toEqual([{ last: 6, word: 'word', twice: '2', rows: [] }]);
  expect(quick).toEqual(plain);
});

test('joins, whose rows are several objects, are left to drizzle', () => {
  insert(store.db).run({ ...REQUEST, rowIds: [] });
  const ask = (db: Database) =>
    db.select().from(requests).leftJoin(lanes, eq(lanes.lane, requests.lane)).prepare();
  const [quick, plain] = both((db) => ask(db).all());
  expect(quick[0]).toMatchObject({ requests: { lane: REQUEST.lane }, lanes: null });
  expect(quick).toEqual(plain);
});

test('one text in both modes, with and without names of columns, keeps them apart', () => {
  insert(store.db).run({ ...REQUEST, rowIds: [] });
  const query = ofLane(store.db);
  const text = query.getQuery().sql;
  const statement = clientOf(store).prepare(text);
  for (let n = 0; n < 2; n += 1) {
    expect(query.get({ lane: REQUEST.lane })?.step).toBe('line-say');
    expect(statement.get(REQUEST.lane)).toMatchObject({ step: 'line-say', row_ids: '[]' });
  }
});

test('a placeholder without a value is told by its name', () => {
  const message = 'No value for placeholder "lane" was provided';
  expect(() => ofLane(store.db).get({})).toThrow(message);
  expect(() => ofLane(slow).get({})).toThrow(message);
});
