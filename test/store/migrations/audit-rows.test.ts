import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { asc, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { channelId, entryId, lineUserId, memberId, talkRoomId } from '../../../src/domain/ids.ts';
import {
  appendEntry,
  contentOf,
  digestContent,
  type EntryMetadata,
  hashEntry,
  verifyChain,
} from '../../../src/store/audit/audit-log.ts';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { auditEntries } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { RARE, tracesOf } from '../../helpers/traces.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NOTHING: EntryMetadata = {
  id: entryId(0),
  at: 5,
  action: 'event.record',
  actorKind: 'system',
  actorId: 'kakehashi',
  actorName: 'Kakehashi',
  roomId: null,
  channelId: null,
  lineUserId: null,
  lineUserName: null,
  memberId: null,
  memberName: null,
  direction: null,
  kind: null,
  outcome: 'ok',
  reason: null,
  aboutId: null,
  facts: '{}',
};
const said: EntryMetadata = {
  ...NOTHING,
  action: 'message.receive',
  actorKind: 'line-user',
  actorId: 'Uhanako',
  actorName: '花子',
  roomId: talkRoomId(3),
  channelId: channelId('1657000001'),
  lineUserId: lineUserId('Uhanako'),
  lineUserName: '花子',
  memberId: memberId('tanaka'),
  memberName: '田中 花',
  direction: 'in',
  kind: 'text',
  outcome: 'relayed',
};
const ENTRIES: readonly (readonly [EntryMetadata, text: string | null])[] = [
  [NOTHING, null],
  [said, 'こんにちは'],
  [{ ...said, lineUserName: '花子☆', actorName: '花子☆', facts: '{"held":1}' }, '名前を変えました'],
  [{ ...said, lineUserName: null, memberName: null, reason: 'no-user' }, `消えた話 ${RARE}`],
  [{ ...said, actorKind: 'admin', actorId: '', actorName: '', lineUserId: null }, ''],
  [{ ...NOTHING, memberId: memberId('tanaka'), aboutId: entryId(2) }, null],
];

/** As the version before wrote them; the fourth content has been erased. */
function old(): EntryMetadata[] {
  const db = new Sqlite(join(folder, 'kakehashi.db'));
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = WAL');
  db.pragma('secure_delete = ON');
  db.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT');
  const folderOfSql = new URL('../../../migrations/', import.meta.url);
  for (const name of readdirSync(folderOfSql)
    .sort()
    .filter((each) => each < '0031')) {
    db.exec(readFileSync(new URL(name, folderOfSql), 'utf8'));
    db.prepare('INSERT INTO migrations VALUES (?)').run(name);
  }
  let previous = '0'.repeat(64);
  const written = ENTRIES.map(([fields, text], index) => {
    const entry = { ...fields, id: entryId(index + 1) };
    const digest = text === null ? '' : digestContent('salt', text, null);
    const hash = hashEntry(previous, entry, digest);
    db.prepare(`INSERT INTO audit_entries VALUES (${'?, '.repeat(20)}?)`).run(
      ...Object.values(entry),
      digest,
      previous,
      hash,
    );
    if (text !== null) {
      db.prepare('INSERT INTO audit_contents VALUES (?, ?, NULL, ?)').run(entry.id, text, 'salt');
    }
    previous = hash;
    return entry;
  });
  db.exec('DELETE FROM audit_contents WHERE entry_id = 4');
  db.close();
  return written;
}

const withoutHashes = ({ db }: Store) =>
  db
    .select()
    .from(auditEntries)
    .orderBy(asc(auditEntries.id))
    .all()
    .map(({ contentDigest: _digest, hash: _hash, ...entry }) => entry);

test('the entries of a database that wrote them out read as they did, verify, and go on', () => {
  const written = old();
  const store = openNodeStore(folder);
  expect(withoutHashes(store)).toEqual(written);
  expect(verifyChain(store.db)).toEqual({ ok: true, entries: 6 });
  expect(contentOf(store.db, entryId(3))?.text).toBe('名前を変えました');
  expect(contentOf(store.db, entryId(4))).toBeNull();
  expect(tracesOf(folder, RARE)).toEqual([]);
  // The whole file has been written anew, in smaller pages, with a log beside it again.
  expect(store.db.get(sql`PRAGMA page_size`)).toEqual({ page_size: 4096 });
  expect(store.db.get(sql`PRAGMA journal_mode`)).toEqual({ journal_mode: 'wal' });
  expect(store.db.get(sql`PRAGMA freelist_count`)).toEqual({ freelist_count: 0 });
  store.transaction(() =>
    appendEntry(store.db, { action: 'admin.pin', actor: SYSTEM, outcome: 'ok' }, 9, 'salt'),
  );
  expect(verifyChain(store.db)).toEqual({ ok: true, entries: 7 });
  // Nobody is written twice under the same name.
  const people = store.db.all(sql`SELECT kind, person, name FROM audit_people ORDER BY id`);
  expect(new Set(people.map((each) => JSON.stringify(each))).size).toBe(people.length);
  store.close();
});

test('somebody who reads the database meanwhile, such as a backup, keeps it from no start', () => {
  old();
  const reader = new Sqlite(join(folder, 'kakehashi.db'), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM audit_entries').get();
  const store = openNodeStore(folder);
  expect(store.db.get(sql`PRAGMA journal_mode`)).toEqual({ journal_mode: 'wal' });
  expect(verifyChain(store.db)).toEqual({ ok: true, entries: 6 });
  expect(reader.prepare('SELECT count(*) AS n FROM audit_entries').get()).toEqual({ n: 6 });
  reader.close();
  expect(store.scrub()).toBe(true);
  store.close();
});

test('what is changed behind the triggers is found: an entry, a hash, a name', () => {
  old();
  const store = openNodeStore(folder);
  const breach = (change: string) => {
    try {
      store.transaction(() => {
        store.db.run(sql`DROP TRIGGER audit_entries_no_update`);
        store.db.run(sql`DROP TRIGGER audit_people_no_update`);
        store.db.run(sql.raw(change));
        throw verifyChain(store.db);
      });
    } catch (verdict) {
      return verdict;
    }
    return null;
  };
  expect(breach("UPDATE audit_entry_rows SET outcome = 'sent' WHERE id = 3")).toMatchObject({
    ok: false,
    entryId: 3,
  });
  expect(breach("UPDATE audit_entry_rows SET hash = x'00' WHERE id = 2")).toMatchObject({
    entryId: 2,
    breach: 'changed',
  });
  expect(breach("UPDATE audit_people SET name = '次郎' WHERE name = '花子☆'")).toMatchObject({
    entryId: 3,
    breach: 'changed',
  });
  expect(verifyChain(store.db)).toMatchObject({ ok: true });
  for (const change of ['UPDATE audit_people SET name = NULL', 'DELETE FROM audit_people']) {
    expect(() => store.db.run(sql.raw(change))).toThrow();
  }
  for (const change of ['UPDATE audit_entry_rows SET at = 1', 'DELETE FROM audit_entry_rows']) {
    expect(() => store.db.run(sql.raw(change))).toThrow();
  }
  store.close();
});

test('an entry that is undone takes its people and its place in the chain with it', () => {
  const store = openNodeStore(folder);
  const actor = { kind: 'member', id: 'tanaka', name: '田中 花' } as const;
  const write = () =>
    appendEntry(store.db, { action: 'admin.pin', actor, outcome: 'ok' }, 1, 'salt');
  expect(() =>
    store.transaction(() => {
      write();
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(store.transaction(write)).toBe(1);
  expect(store.transaction(write)).toBe(2);
  forgetEverything(store.db);
  expect(store.transaction(write)).toBe(3);
  expect(store.db.all(sql`SELECT name FROM audit_people`)).toEqual([{ name: '田中 花' }]);
  expect(verifyChain(store.db)).toEqual({ ok: true, entries: 3 });
  store.close();
});
