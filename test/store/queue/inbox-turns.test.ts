import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  deferRow,
  finishRow,
  keepArrival,
  nextWaitingAt,
  noteNobodyWaits,
  noteTurn,
  putOffRows,
  waitingRows,
} from '../../../src/store/queue/inbox.ts';
import { inbox } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';

let folder: string;
let store: Store;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-turns-'));
  store = openNodeStore(folder);
});
beforeEach(() => {
  store.db.delete(inbox).run();
  takes(1);
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

let keys = 0;
function says(speaker: string, ...words: readonly string[]): void {
  const event = { platform: 'line', account: 'a', verdict: 'act', receivedAt: 0 } as const;
  store.transaction(() => {
    for (const body of words) {
      keys += 1;
      keepArrival(store.db, { ...event, key: `k${keys}`, speaker, body });
    }
  });
}

/** Takes this many rows in their turn; returns their texts. */
function takes(howMany: number, now = 1000): (string | null)[] {
  const rows = waitingRows(store.db, now, howMany);
  if (rows.length === 0) noteNobodyWaits(store.db);
  store.transaction(() => {
    for (const row of rows) {
      noteTurn(store.db, row);
      finishRow(store.db, row.id, 'relay');
    }
  });
  return rows.map((row) => row.body);
}

const many = (name: string, howMany: number) =>
  Array.from({ length: howMany }, (_, index) => `${name}${index + 1}`);

test('speakers take turns, and each speaker’s order is kept', () => {
  says('hanako', ...many('h', 4));
  says('ichiro', 'i1', 'i2');
  says('tanaka', 't1');
  expect(takes(9)).toEqual(['h1', 'i1', 't1', 'h2', 'i2', 'h3', 'h4']);
});

test('a newcomer waits for one message of a speaker being served, not for all', () => {
  says('hanako', ...many('h', 800));
  takes(300);
  says('ichiro', 'i1', 'i2');
  expect(takes(5)).toEqual(['i1', 'h301', 'i2', 'h302', 'h303']);
  says('tanaka', 't1');
  says('ichiro', 'i3');
  expect(takes(3).toSorted()).toEqual(['h304', 'i3', 't1'].toSorted());
});

test('turns continue after a restart', () => {
  says('hanako', ...many('h', 6));
  takes(3);
  store.close();
  store = openNodeStore(folder);
  says('ichiro', 'i1');
  says('hanako', 'h7');
  expect(takes(9)).toEqual(['h4', 'i1', 'h5', 'h6', 'h7']);
});

test('a row that was put off comes back in its turn, before its speaker’s later rows', () => {
  says('hanako', 'h1', 'h2', 'h3');
  const [first] = waitingRows(store.db, 0, 1);
  deferRow(store.db, first?.id ?? 0, 5000);
  expect(putOffRows(store.db, 1000).map((row) => row.body)).toEqual(['h1']);
  expect(putOffRows(store.db, 5000)).toEqual([]);
  says('ichiro', 'i1');
  expect(takes(1)).toEqual(['i1']);
  expect(takes(9, 5000)).toEqual(['h1', 'h2', 'h3']);
  expect(nextWaitingAt(store.db, 6000)).toBeNull();
});

test('no row passes a row that was put off while no other speaker waited', () => {
  says('hanako', 'h1');
  const [only] = waitingRows(store.db, 0, 1);
  deferRow(store.db, only?.id ?? 0, 5000);
  expect(takes(9)).toEqual([]);
  says('hanako', 'h2');
  expect(takes(9, 5000)).toEqual(['h1', 'h2']);
});

test('an event’s speaker is forgotten with it, and an event without a speaker has a turn too', () => {
  says('hanako', 'h1');
  const event = { platform: 'line', account: 'a', verdict: 'act', receivedAt: 0 } as const;
  keepArrival(store.db, { ...event, key: 'nobody', body: 'n1' });
  expect(takes(9)).toEqual(['h1', 'n1']);
  const kept = store.db.select().from(inbox).all();
  expect(kept.map((row) => row.speaker)).toEqual([null, null]);
});

test('rows of an inbox without turns keep their order', () => {
  says('hanako', 'h1', 'h2');
  says('ichiro', 'i1');
  store.db.run(sql`UPDATE inbox SET speaker = NULL, turn = 0`);
  says('hanako', 'h3');
  expect(takes(9)).toEqual(['h1', 'h2', 'i1', 'h3']);
});

test('the turns are read from an index, however many rows wait', () => {
  const plan = (query: string) =>
    store.db
      .all<{ detail: string }>(sql.raw(`EXPLAIN QUERY PLAN ${query}`))
      .map(({ detail }) => detail)
      .join('; ');
  const waiting = plan(
    `SELECT * FROM inbox WHERE state = 'waiting' AND not_before <= 5 ORDER BY turn, not_before, id LIMIT 64`,
  );
  expect(waiting).toContain('inbox_turns');
  expect(waiting).not.toContain('TEMP B-TREE');
  const putOff = plan(
    `SELECT * FROM inbox WHERE state = 'waiting' AND not_before > 0 AND not_before > 5 ORDER BY +id`,
  );
  expect(putOff).toContain('inbox_put_off');
});
