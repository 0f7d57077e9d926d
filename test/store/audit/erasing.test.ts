import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { normaliseForSearch } from '../../../src/domain/text/searched-text.ts';
import { everything } from '../../../src/services/audit/search/query.ts';
import { beginSearch } from '../../../src/services/audit/search/run.ts';
import {
  appendEntry,
  contentOf,
  eraseContents,
  latestEntry,
} from '../../../src/store/audit/audit-log.ts';
import { saidIn } from '../../../src/store/audit/file-names.ts';
import { groupSegments } from '../../../src/store/audit/index/group.ts';
import { sealSegment } from '../../../src/store/audit/index/seal.ts';
import { indexedThrough, wholeGroups } from '../../../src/store/audit/index/segments.ts';
import { readTail } from '../../../src/store/audit/index/tail.ts';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { ownTime } from '../../helpers/own-time.ts';
import { RARE, tracesOf } from '../../helpers/traces.ts';

/** Erased words are in no file any more, neither in plain form nor in that of the search index. */

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-erasing-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

let at = 0;
const say = (text: string): EntryId => {
  at += 1;
  const content = { text, detail: null };
  return store.transaction(() =>
    appendEntry(
      store.db,
      { action: 'message.receive', actor: SYSTEM, outcome: 'relayed', content },
      at,
      () => `salt ${at}`,
    ),
  );
};

const erase = (id: EntryId) =>
  store.transaction(() => {
    eraseContents(store.db, [id]);
    const facts = { erased: { contents: [[id, id]], names: [] } };
    appendEntry(
      store.db,
      { action: 'message.unsend', actor: SYSTEM, outcome: 'ok', facts },
      at,
      () => 'salt',
    );
  });

/** Puts everything into one segment of the search index, and that into a group. */
function index(from: Store = store): void {
  const latest = latestEntry(from.db);
  while (readTail(from.db, latest, () => false));
  const entries = latest - indexedThrough(from.db);
  for (const _ of sealSegment(from, { entries, behind: 0, chars: 1e9 }));
  expect(indexedThrough(from.db)).toBe(latest);
  while ([...groupSegments(from, { group: 1, stays: 256 })].length > 0);
  expect(wholeGroups(from.db).at(-1)?.last).toBe(latest);
}

const found = (words: string, from: Store = store): number[] => {
  const context = { db: from.db, store: from } as unknown as Context;
  const query = { ...everything('messages', 1000), phrases: [words] };
  const result = beginSearch(context, query).step(Number.POSITIVE_INFINITY);
  return (result?.found ?? []).map(({ id }) => id).reverse();
};

test('words, terms and digest go with the erasure, and so does their copy in the database’s log', () => {
  say('そのまえの話');
  const secret = say(`口座は${RARE}です`);
  say('そのあとの話');
  index();
  expect(tracesOf(folder, RARE).join()).toMatch(/kakehashi.db-wal: the term/);
  erase(secret);
  expect(store.scrub()).toBe(true);
  expect(tracesOf(folder, RARE)).toEqual([]);
  expect(found('口座は')).toEqual([]);
  expect(found('話')).toEqual([1, 3]);
  expect(contentOf(store.db, secret)).toBeNull();
  expect(verifyChain(store.db)).toMatchObject({ ok: true });
});

test('a long text of many pages is erased in a database of many texts', () => {
  const filler = (n: number) =>
    `${n} お世話になっております。見積もりの件、${n * 7919}円でお願いします。`;
  for (let n = 0; n < 150; n += 1) say(filler(n));
  const secret = say(`${'あいうえおかきくけこ'.repeat(480)}${RARE}`);
  for (let n = 150; n < 300; n += 1) say(filler(n));
  index();
  expect(store.scrub()).toBe(true);
  expect(tracesOf(folder, RARE)).not.toEqual([]);
  erase(secret);
  expect(store.scrub()).toBe(true);
  expect(tracesOf(folder, RARE)).toEqual([]);
  expect(found('見積もり')).toHaveLength(300);
  expect(found('あい')).toEqual([]);
});

test('an empty text is erased as any other', () => {
  const [named, empty, blank] = [say(RARE), say(''), say(' \n')];
  for (const id of [named, empty, blank, named]) erase(id);
  store.scrub();
  expect(tracesOf(folder, RARE)).toEqual([]);
  expect(found('あ')).toEqual([]);
});

test('a reader of the database, such as a backup, blocks no one: the log is truncated afterwards', () => {
  const secret = say(RARE);
  const reader = new Sqlite(join(folder, 'kakehashi.db'), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM audit_entries').get();
  erase(secret);
  const since = ownTime();
  expect(store.scrub()).toBe(false);
  expect(ownTime() - since).toBeLessThan(4000);
  reader.exec('COMMIT');
  reader.close();
  expect(store.scrub()).toBe(true);
  expect(tracesOf(folder, RARE)).toEqual([]);
});

test('whatever is stored, indexed and erased in any order, the rest is found and the erased words are not', () => {
  const letters = fc.constantFrom(...'あいう東京😀ﾊﾟ Aaßﷺ'.normalize('NFC'), '\u{fdfa}', '\n', '"');
  const text = fc.array(letters, { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, fc.boolean()), { maxLength: 12 }),
      fc.nat(12),
      (said, indexedAfter) => {
        const rows = said.map(([words, goes], at) => {
          const id = say(words);
          if (at === indexedAfter) index();
          return { words, goes, id };
        });
        for (const { id } of rows.filter(({ goes }) => goes)) erase(id);
        for (const { words, goes, id } of rows) {
          if (normaliseForSearch(words) === '') continue;
          expect(found(words).includes(id), words).toBe(!goes);
        }
        for (const { id } of rows.filter(({ goes }) => !goes)) erase(id);
      },
    ),
    { numRuns: 25 },
  );
  // One at least was in the index, whatever chance said.
  const sure = say('東京');
  index();
  erase(sure);
  // Of all those words no term is left: what remains are fields.
  const blocks = store.db.all<{ bytes: Buffer }>(
    sql`SELECT bytes FROM audit_blocks WHERE id % 4096 < 2048`,
  );
  expect(blocks).not.toHaveLength(0);
  for (const { bytes } of blocks) expect(bytes.every((byte) => byte === 0)).toBe(true);
});

describe('the name that a file came with', () => {
  /** As in the entry of a kept file, about a message whose words do not contain the name. */
  const keep = (aboutId: EntryId, fileName: string) => {
    at += 1;
    const content = { text: `${fileName} 3 B`, detail: { fileName } };
    const draft = { action: 'media.keep', actor: SYSTEM, outcome: 'ok', aboutId, content } as const;
    return store.transaction(() => appendEntry(store.db, draft, at, () => `salt ${at}`));
  };
  test('is found on its own, shown with the message, and goes when its entry is erased', () => {
    const message = store.transaction(() =>
      appendEntry(
        store.db,
        {
          action: 'message.receive',
          actor: SYSTEM,
          outcome: 'relayed',
          content: { text: '[ファイル]', detail: { fileName: null } },
        },
        1,
        () => 'salt',
      ),
    );
    expect(saidIn(store.db, message)).toBe('[ファイル]');
    const kept = keep(message, `${RARE}.txt`);
    index();
    expect([found(RARE), found('3 B'), found('ファイル')]).toEqual([[message], [], [message]]);
    expect(saidIn(store.db, message)).toBe(`[ファイル] ${RARE}.txt`);
    erase(kept);
    expect(store.scrub()).toBe(true);
    expect(tracesOf(folder, RARE)).toEqual([]);
    expect([found(RARE), found('ファイル')]).toEqual([[], [message]]);
    expect(saidIn(store.db, message)).toBe('[ファイル]');
    expect(verifyChain(store.db)).toMatchObject({ ok: true });
  });
});
