import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  deferRow,
  finishRow,
  keepArrival,
  nextWaitingAt,
  putOffRows,
  waitingRows,
} from '../../src/store/inbox.ts';
import { openNodeStore } from '../../src/store/node.ts';
import { inbox } from '../../src/store/schema.ts';
import type { Store } from '../../src/store/store.ts';

let folder: string;
let store: Store;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-turns-'));
  store = openNodeStore(folder);
});
beforeEach(() => {
  store.db.delete(inbox).run();
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
      keepArrival(store.db, { ...event, dedupeKey: `k${keys}`, speaker, body });
    }
  });
}

/** Takes so many rows in their turn; what they say. */
function takes(howMany: number, now = 1000): (string | null)[] {
  const rows = waitingRows(store.db, now, howMany);
  store.transaction(() => {
    for (const row of rows) finishRow(store.db, row.id, 'ok');
  });
  return rows.map((row) => row.body);
}

const many = (name: string, howMany: number) =>
  Array.from({ length: howMany }, (_, index) => `${name}${index + 1}`);

test('speakers take turns, and each is heard in order', () => {
  says('hanako', ...many('h', 4));
  says('ichiro', 'i1', 'i2');
  says('tanaka', 't1');
  expect(takes(9)).toEqual(['h1', 'i1', 't1', 'h2', 'i2', 'h3', 'h4']);
});

test('who comes while somebody is being heard waits for one message of theirs, not for all', () => {
  says('hanako', ...many('h', 800));
  takes(300);
  says('ichiro', 'i1', 'i2');
  expect(takes(5)).toEqual(['h301', 'i1', 'h302', 'i2', 'h303']);
  says('tanaka', 't1');
  says('ichiro', 'i3');
  expect(takes(3).toSorted()).toEqual(['h304', 'i3', 't1'].toSorted());
});

test('an empty inbox gives nobody a turn to wait for', () => {
  says('hanako', ...many('h', 50));
  takes(50);
  says('hanako', 'h51');
  says('ichiro', 'i1');
  expect(takes(9)).toEqual(['h51', 'i1']);
});

test('a row that was put off comes back in its turn, before what its speaker said after it', () => {
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

test('who an event is of is forgotten with it, and one that names nobody has a turn as well', () => {
  says('hanako', 'h1');
  const event = { platform: 'line', account: 'a', verdict: 'act', receivedAt: 0 } as const;
  keepArrival(store.db, { ...event, dedupeKey: 'nobody', body: 'n1' });
  expect(takes(9)).toEqual(['h1', 'n1']);
  const kept = store.db.select().from(inbox).all();
  expect(kept.map((row) => row.speaker)).toEqual([null, null]);
});

test('rows of an inbox that knew no turns keep their order', () => {
  says('hanako', 'h1', 'h2');
  says('ichiro', 'i1');
  store.db.run(sql`UPDATE inbox SET speaker = NULL, turn = 0`);
  says('hanako', 'h3');
  expect(takes(9)).toEqual(['h1', 'h2', 'i1', 'h3']);
});

/* Whatever comes and goes: order per speaker, and nobody is passed more than once by anybody. */
test('nobody waits for more than one message of each other speaker', () => {
  const speaker = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.oneof(
    fc.record({ speaker, howMany: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ take: fc.integer({ min: 1, max: 12 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      store.db.run(sql`DELETE FROM inbox`);
      const said = new Map<string, number>();
      const heard = new Map<string, number>();
      /** Whose turn it has been since somebody began to wait. */
      const passed = new Map<string, Map<string, number>>();
      for (const each of steps) {
        if ('speaker' in each) {
          const from = said.get(each.speaker) ?? 0;
          const words = Array.from(
            { length: each.howMany },
            (_, n) => `${each.speaker}${from + n}`,
          );
          if (from === (heard.get(each.speaker) ?? 0)) passed.set(each.speaker, new Map());
          says(each.speaker, ...words);
          said.set(each.speaker, from + each.howMany);
          continue;
        }
        for (const body of takes(each.take)) {
          const [who = ''] = body ?? '';
          expect(body).toBe(`${who}${heard.get(who) ?? 0}`);
          heard.set(who, (heard.get(who) ?? 0) + 1);
          for (const [waiter, others] of passed) {
            if (waiter !== who) others.set(who, (others.get(who) ?? 0) + 1);
            if (waiter !== who) expect(others.get(who)).toBeLessThanOrEqual(1);
          }
          const waits = (said.get(who) ?? 0) > (heard.get(who) ?? 0);
          if (waits) passed.set(who, new Map());
          else passed.delete(who);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('the turns are read from an index, however many wait', () => {
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
  const next = plan(
    `SELECT (SELECT max(turn) FROM inbox WHERE state = 'waiting' AND speaker = 'a'),
      (SELECT min(turn) FROM inbox WHERE state = 'waiting')`,
  );
  expect(next).toContain('inbox_speakers (speaker=?)');
  expect(next).toContain('COVERING INDEX inbox_turns');
});
