import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ERRAND_CLASS, type ErrandClass } from '../../../src/domain/delivery/errand.ts';
import { roomLane } from '../../../src/domain/delivery/lane.ts';
import { talkRoomId } from '../../../src/domain/ids.ts';
import { deferRow, finishRow, keepArrival, nextWaitingAt } from '../../../src/store/queue/inbox.ts';
import { rescheduleLane } from '../../../src/store/queue/lanes.ts';
import { endRows, headRows, queueErrand } from '../../../src/store/queue/outbox.ts';
import { inbox, lanes } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-queue-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const arrives = (key: string) => {
  const event = { platform: 'line', account: 'a', verdict: 'act', body: '{}' } as const;
  keepArrival(store.db, { ...event, key, receivedAt: 0 });
  const row = store.db.select().from(inbox).orderBy(desc(inbox.id)).get();
  return row?.id ?? 0;
};

test('the inbox is due now while any row is due, otherwise when the first put-off row is', () => {
  expect(nextWaitingAt(store.db, 1000)).toBeNull();
  const [first, second, third] = ['a', 'b', 'c'].map(arrives) as [number, number, number];
  deferRow(store.db, first, 7000);
  deferRow(store.db, second, 5000);
  expect(nextWaitingAt(store.db, 1000)).toBe(0);
  finishRow(store.db, third, 'relay');
  expect(nextWaitingAt(store.db, 1000)).toBe(5000);
  expect(nextWaitingAt(store.db, 6000)).toBe(5000);
});

const LANE = roomLane(talkRoomId(1), 'line-works');
const queue = (urgency: ErrandClass) =>
  queueErrand(
    store.db,
    {
      lane: LANE,
      platform: 'line-works',
      class: urgency,
      errand: { do: 'tell-room', speech: { text: 'a' }, farewell: false },
    },
    0,
  );
const standing = () => store.db.select().from(lanes).where(eq(lanes.lane, LANE)).get();

test('a lane is as urgent as its most urgent row, and is closed when empty', () => {
  for (const urgency of [ERRAND_CLASS.notice, ERRAND_CLASS.answer, ERRAND_CLASS.relayed]) {
    queue(urgency);
    rescheduleLane(store.db, LANE, 5);
    expect(standing()).toMatchObject({ class: urgency, dueAt: 5 });
  }
  const ids = headRows(store.db, LANE, 9).map(({ id }) => id);
  endRows(store.db, ids.slice(2), 'sent', null);
  rescheduleLane(store.db, LANE, 6);
  expect(standing()).toMatchObject({ class: ERRAND_CLASS.answer, dueAt: 6 });
  endRows(store.db, ids, 'sent', null);
  rescheduleLane(store.db, LANE, 7);
  expect(standing()).toBeUndefined();
});
