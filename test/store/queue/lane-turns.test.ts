import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ERRAND_CLASS, type ErrandClass } from '../../../src/domain/delivery/errand.ts';
import { type Lane, mediaLane, roomLane } from '../../../src/domain/delivery/lane.ts';
import { entryId, talkRoomId } from '../../../src/domain/ids.ts';
import {
  dueFileLanes,
  dueLanes,
  nextLaneAt,
  noteFileTurn,
  openLane,
  ownerOfLane,
  passTurn,
  rescheduleLane,
} from '../../../src/store/queue/lanes.ts';
import { queueErrand } from '../../../src/store/queue/outbox.ts';
import { lanes, outbox } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';

let folder: string;
let store: Store;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-lanes-'));
  store = openNodeStore(folder);
});
beforeEach(() => {
  store.db.delete(lanes).run();
  store.db.delete(outbox).run();
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const room = (id: number) => roomLane(talkRoomId(id), 'line-works');

/** Queues this many messages in a lane at an instant. */
function queue(lane: Lane, now: number, howMany = 1, urgency: ErrandClass = ERRAND_CLASS.relayed) {
  for (let n = 0; n < howMany; n += 1) {
    const errand = { do: 'tell-room', speech: { text: 'a' }, farewell: false } as const;
    queueErrand(store.db, { lane, platform: 'line-works', class: urgency, errand }, now);
  }
}

const due = (now: number, limit = 8, busy: string[] = []) =>
  dueLanes(store.db, 'line-works', now, busy, limit).map(({ lane }) => lane);

test('lanes of one class that wait for the same instant are ordered by how long ago they were served', () => {
  for (const id of [3, 1, 2]) queue(room(id), id, 5);
  // The window ends: all lanes are told to come back when the next one begins.
  for (const id of [1, 2, 3]) rescheduleLane(store.db, room(id), 60_000);
  expect(due(60_000)).toEqual([room(1), room(2), room(3)]);
  passTurn(store.db, room(1), 60_001);
  passTurn(store.db, room(2), 60_002);
  expect(due(60_002)).toEqual([room(3), room(1), room(2)]);
  // The next window ends before the third lane has had its turn.
  for (const id of [1, 2, 3]) rescheduleLane(store.db, room(id), 120_000);
  expect(due(120_000)).toEqual([room(3), room(1), room(2)]);
});

test('of a thousand lanes in windows of a few calls, none is served twice before all were served once', () => {
  const ids = Array.from({ length: 40 }, (_, index) => index + 1);
  for (const id of ids) queue(room(id), 0, 9);
  const served = new Map<string, number>();
  for (let window = 1; window <= 24; window += 1) {
    const now = window * 60_000;
    // Seven calls a window; a lane that finds none left is told to come back.
    for (let call = 0; call < 7; call += 1) {
      const [lane] = due(now + call, 1);
      if (lane === undefined) throw new Error('All of them wait.');
      served.set(lane, (served.get(lane) ?? 0) + 1);
      passTurn(store.db, room(Number(lane.split(':')[1])), now + call);
    }
    for (const lane of due(now + 10, 100)) {
      rescheduleLane(store.db, room(Number(lane.split(':')[1])), now + 60_000);
    }
    const counts = ids.map((id) => served.get(room(id)) ?? 0);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
});

test('a more urgent class goes first, and any number of busy lanes are passed over', () => {
  queue(room(1), 0, 1, ERRAND_CLASS.notice);
  queue(room(2), 5, 1, ERRAND_CLASS.relayed);
  expect(due(10)).toEqual([room(2), room(1)]);
  expect(due(10, 8, [room(2)])).toEqual([room(1)]);
  const busy = Array.from({ length: 500 }, (_, index) => room(index + 1000));
  expect(due(10, 8, [...busy, room(1)])).toEqual([room(2)]);
  expect(nextLaneAt(store.db, 'line-works', [...busy, room(1)])).toBe(5);
  expect(nextLaneAt(store.db, 'line-works', [room(1), room(2)])).toBeNull();
});

let files = 0;
/** Queues the fetch of a file of this owner. */
function file(owner: string, now = 0): Lane {
  files += 1;
  const lane = mediaLane(entryId(files));
  const errand = {
    do: 'fetch-media',
    entryId: entryId(files),
    from: 'line',
    channelId: null,
  } as const;
  const item = { lane, platform: 'line', class: ERRAND_CLASS.relayed, errand, owner } as const;
  queueErrand(store.db, item, now);
  return lane;
}

/** Fetches this many files; returns their owners. */
function fetches(howMany: number): (string | null)[] {
  const rows = dueFileLanes(store.db, 'line', 10, [], howMany);
  for (const row of rows) {
    noteFileTurn(store.db, row);
    store.db.delete(lanes).where(sql`lane = ${row.lane}`).run();
  }
  return rows.map(({ owner }) => owner);
}

test('files of one speaker do not block another’s: their lanes take turns by owner', () => {
  for (let n = 0; n < 300; n += 1) file('hanako');
  expect(new Set(fetches(100))).toEqual(new Set(['hanako']));
  for (let n = 0; n < 3; n += 1) file('ichiro');
  expect(fetches(6)).toEqual(['ichiro', 'hanako', 'ichiro', 'hanako', 'ichiro', 'hanako']);
});

test('a film that LINE prepares for an hour does not change the turns', () => {
  const film = file('hanako');
  rescheduleLane(store.db, film, 5);
  for (let n = 0; n < 50; n += 1) file('hanako');
  noteFileTurn(store.db, { platform: 'line', turn: 30 });
  store.db.update(lanes).set({ dueAt: 3_600_000 }).where(sql`lane = ${film}`).run();
  file('ichiro');
  const owners = dueFileLanes(store.db, 'line', 10, [], 60).map(({ owner }) => owner);
  expect(owners.indexOf('ichiro')).toBeLessThanOrEqual(31);
});

test('words and files are looked up separately, and a file’s owner is known', () => {
  const lane = file('hanako', 3);
  queue(room(1), 4);
  expect(dueLanes(store.db, 'line', 10, [], 8)).toEqual([]);
  expect(dueFileLanes(store.db, 'line', 10, [], 8)).toMatchObject([{ lane }]);
  expect(ownerOfLane(store.db, lane)).toBe('hanako');
  expect(ownerOfLane(store.db, room(1))).toBeNull();
  expect(nextLaneAt(store.db, 'line', [], false)).toBeNull();
  expect(nextLaneAt(store.db, 'line', [], true)).toBe(3);
  openLane(store.db, { lane: room(9), platform: 'line', class: ERRAND_CLASS.relayed }, 7);
  expect(nextLaneAt(store.db, 'line', [], false)).toBe(7);
});

test('the lanes are read from an index', () => {
  const plan = (query: string) =>
    store.db
      .all<{ detail: string }>(sql.raw(`EXPLAIN QUERY PLAN ${query}`))
      .map(({ detail }) => detail)
      .join('; ');
  const busy = `lane NOT IN (SELECT value FROM json_each('[]'))`;
  const words = plan(
    `SELECT * FROM lanes WHERE platform = 'line' AND owner IS NULL AND class = 1 AND due_at <= 5
      AND ${busy} ORDER BY due_at, turn LIMIT 8`,
  );
  expect(words).toContain('lanes_due');
  expect(words).not.toContain('TEMP B-TREE');
  const fetched = plan(
    `SELECT * FROM lanes WHERE platform = 'line' AND owner IS NOT NULL AND +due_at <= 5 AND ${busy}
      ORDER BY turn, due_at LIMIT 8`,
  );
  expect(fetched).toContain('lanes_files');
  expect(fetched).not.toContain('TEMP B-TREE');
});
