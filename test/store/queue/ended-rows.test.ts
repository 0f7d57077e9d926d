import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ERRAND_CLASS } from '../../../src/domain/delivery/errand.ts';
import { roomLane } from '../../../src/domain/delivery/lane.ts';
import { entryId, talkRoomId } from '../../../src/domain/ids.ts';
import { forgetEndedRows } from '../../../src/store/queue/ended-rows.ts';
import {
  countFaulty,
  countQueued,
  endRows,
  latestRowId,
  queueErrand,
} from '../../../src/store/queue/outbox.ts';
import { outbox, requests } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-ended-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const LANE = roomLane(talkRoomId(1), 'line-works');
const queue = (at: number) =>
  queueErrand(
    store.db,
    {
      lane: LANE,
      platform: 'line-works',
      class: ERRAND_CLASS.relayed,
      errand: { do: 'relay', to: 'line-works', quotedEntryId: null, inWords: false },
      roomId: talkRoomId(1),
      entryId: entryId(at + 1),
    },
    at,
  );
const ids = () =>
  store.db
    .select({ id: outbox.id })
    .from(outbox)
    .all()
    .map(({ id }) => id);
const forgetAll = (before: number) => {
  while (store.transaction(() => forgetEndedRows(store.db, before)));
};

test('rows that have ended go after their term, but for those that a fault ended or an open call names', () => {
  for (let at = 0; at < 12; at += 1) queue(at);
  endRows(store.db, [1, 2, 3, 4, 11, 12], 'sent', null);
  endRows(store.db, [5], 'exhausted', 'fault');
  endRows(store.db, [6, 7], 'cancelled', 'unsent');
  store.db
    .insert(requests)
    .values({
      lane: LANE,
      step: '{}',
      rowIds: [7, 8],
      address: '',
      inFlight: true,
      attempts: 1,
      firstAttemptAt: 0,
      lastAttemptAt: 0,
    })
    .run();
  forgetAll(11);
  expect(ids()).toEqual([5, 7, 8, 9, 10, 12]);
  expect([countFaulty(store.db), countQueued(store.db).count]).toEqual([1, 3]);
  store.db.delete(requests).run();
  forgetAll(11);
  expect(ids()).toEqual([5, 8, 9, 10, 12]);
});

test('many at once go in slices, and their ids are not given again', () => {
  store.transaction(() => {
    for (let at = 0; at < 4500; at += 1) queue(at);
    endRows(store.db, ids(), 'sent', null);
  });
  expect(forgetEndedRows(store.db, 10_000)).toBe(true);
  expect(ids()).toHaveLength(2500);
  forgetAll(10_000);
  expect(ids()).toEqual([]);
  queue(1);
  expect(latestRowId(store.db)).toBe(4501);
});
