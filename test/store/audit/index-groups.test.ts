import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { type AuditDraft, SYSTEM } from '../../../src/domain/audit.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { everything } from '../../../src/services/audit/search/query.ts';
import { beginSearch } from '../../../src/services/audit/search/run.ts';
import { appendEntry, eraseContents, latestEntry } from '../../../src/store/audit/audit-log.ts';
import { groupSegments } from '../../../src/store/audit/index/group.ts';
import { sealSegment } from '../../../src/store/audit/index/seal.ts';
import {
  buildingGroup,
  indexedThrough,
  wholeGroups,
  wholeSegments,
} from '../../../src/store/audit/index/segments.ts';
import { readTail } from '../../../src/store/audit/index/tail.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { watchStatements } from '../sqlite/seen-statements.ts';

/* Groups of segments that are unlike each other: some have many blocks of words, some none to speak of. */

const SIZE = { group: 3, stays: 256 };

let folder: string;
let store: Store;
/** Calls of the database for blocks. */
let calls = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-groups-'));
  store = openNodeStore(folder);
  store.db.run(sql`PRAGMA synchronous = OFF`);
  watchStatements(store, ({ sql: text }) => {
    if (text.includes('"audit_blocks"')) calls += 1;
  });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

/** Of entry `n`: no two have a pair of characters in common. */
const textOf = (n: number) =>
  Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x20000 + n * 300 + at)).join('');

/** Writes a segment of entries. */
function segment(drafts: readonly Partial<AuditDraft>[]): void {
  store.transaction(() => {
    for (const each of drafts) {
      const draft = { action: 'message.receive', actor: SYSTEM, outcome: 'relayed', ...each };
      appendEntry(store.db, draft as AuditDraft, 1, () => 'salt');
    }
  });
  const latest = latestEntry(store.db);
  while (readTail(store.db, latest, () => false));
  const entries = latest - indexedThrough(store.db);
  for (const _ of sealSegment(store, { entries, behind: 0, chars: 1e9 }));
}

const said = (from: number) =>
  Array.from({ length: 40 }, (_, n) => ({ content: { text: textOf(from + n), detail: null } }));
const grants = Array.from({ length: 40 }, () => ({ action: 'role.grant', outcome: 'ok' }) as const);

const found = (words: string) => {
  const query = { ...everything('messages', 1000), phrases: [words] };
  const context = { db: store.db, store } as unknown as Context;
  return beginSearch(context, query)
    .step(Number.POSITIVE_INFINITY)
    ?.found.map(({ id }) => id);
};

test('no step of a group opens many blocks, however few one of its segments has', () => {
  segment(said(0));
  segment(grants);
  segment(said(40));
  const counts = wholeSegments(store.db).map(({ wordBlocks }) => wordBlocks);
  expect(counts).toEqual([16, 1, 16]);
  const asked: number[] = [];
  const work = groupSegments(store, SIZE);
  for (let isDone = false; !isDone; ) {
    calls = 0;
    isDone = work.next().done === true;
    asked.push(calls);
  }
  expect(wholeGroups(store.db)).toHaveLength(1);
  expect(Math.max(...asked)).toBeGreaterThan(2);
  // Of each segment one is read and written over, and the group gets one; before that it is asked for that.
  expect(Math.max(...asked)).toBeLessThanOrEqual(2 * counts.length + 2);
});

test('wherever a group of unlike segments stands still, what was said is found, and what was erased is not', () => {
  segment(said(0));
  segment([...grants.slice(0, 38), ...said(80).slice(0, 2)]);
  segment(said(40));
  expect(new Set(wholeSegments(store.db).map(({ wordBlocks }) => wordBlocks))).toHaveLength(2);
  const all = new Map<number, EntryId>();
  for (const n of [...Array(82).keys()]) {
    const [id] = found(textOf(n).slice(0, 8)) ?? [];
    if (id !== undefined) all.set(n, id as EntryId);
  }
  expect(all.size).toBe(82);
  let steps = 0;
  for (let isDone = false; !isDone; steps += 3) {
    // Each time from where a crash left it.
    const work = groupSegments(store, SIZE);
    for (let most = 4 + steps; most > 0 && !isDone; most -= 1) isDone = work.next().done === true;
    for (const [n, id] of [...all].filter((_, at) => at % 5 === steps % 5)) {
      expect(found(textOf(n).slice(40, 60))).toEqual([id]);
    }
    const [gone] = [...all.keys()].filter((n) => n % 3 === steps % 3);
    const id = gone === undefined ? undefined : all.get(gone);
    if (gone === undefined || id === undefined || buildingGroup(store.db) === null) continue;
    store.transaction(() => eraseContents(store.db, [id]));
    all.delete(gone);
    expect(found(textOf(gone).slice(40, 60))).toEqual([]);
  }
  expect(steps).toBeGreaterThan(4);
  expect(wholeGroups(store.db)).toHaveLength(1);
  for (const [n, id] of all) expect(found(textOf(n).slice(100, 110))).toEqual([id]);
  store.transaction(() => eraseContents(store.db, [...all.values()]));
  const blocks = store.db.all<{ bytes: Buffer }>(
    sql`SELECT bytes FROM audit_blocks WHERE id % 4096 < 2048`,
  );
  for (const { bytes } of blocks) expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('more long texts than are taken out at once leave nothing in the index', () => {
  const long = (n: number) => ({
    content: { text: `${textOf(n)}${' '.repeat(45_000)}`, detail: null },
  });
  segment([long(0), long(1)]);
  segment(said(40));
  segment([long(2), long(3), long(4)]);
  while ([...groupSegments(store, SIZE)].length > 0);
  expect(wholeGroups(store.db)).toHaveLength(1);
  const all = [0, 1, 2, 3, 4].flatMap((n) => found(textOf(n).slice(0, 8)) ?? []);
  expect(all).toHaveLength(5);
  store.transaction(() => eraseContents(store.db, all));
  for (const n of [0, 1, 2, 3, 4]) expect(found(textOf(n).slice(0, 8))).toEqual([]);
  expect(found(textOf(41).slice(0, 8))).toHaveLength(1);
});
