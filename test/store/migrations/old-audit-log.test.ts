import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { appendEntry } from '../../../src/store/audit/audit-log.ts';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { OldAuditLog } from '../../../src/store/sqlite/migrate.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { runToItsEnd } from '../../helpers/child-bridge.ts';

/* Entries of the first format can't be continued. A database without entries is simply migrated. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-old-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const MIGRATIONS = new URL('../../../migrations/', import.meta.url);
const path = () => join(folder, 'kakehashi.db');

/** A database as the version before this migration left it. */
function old(before: string): Sqlite.Database {
  const db = new Sqlite(path());
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT');
  for (const name of readdirSync(MIGRATIONS)
    .sort()
    .filter((each) => each < before)) {
    db.exec(readFileSync(new URL(name, MIGRATIONS), 'utf8'));
    db.prepare('INSERT INTO migrations VALUES (?)').run(name);
  }
  return db;
}

const WRITTEN: readonly (readonly [before: string, sql: string])[] = [
  [
    '0031',
    `INSERT INTO audit_entries (id, at, action, actor_kind, actor_id, actor_name, outcome, facts,
      content_digest, previous_hash, hash)
      VALUES (1, 5, 'admin.pin', 'system', 'kakehashi', 'Kakehashi', 'ok', '{}', '', '', '')`,
  ],
  [
    '0036',
    `INSERT INTO audit_people (kind, person, name) VALUES ('system', 'kakehashi', 'Kakehashi');
    INSERT INTO audit_entry_rows (id, at, action, actor_ref, outcome, hash)
      VALUES (1, 5, 'admin.pin', 1, 'ok', x'00')`,
  ],
];

test.each(WRITTEN)(
  'a database of before %s with an entry is refused and left as it is',
  (before, sql) => {
    const db = old(before);
    db.exec(sql);
    db.close();
    expect(() => openNodeStore(folder)).toThrow(OldAuditLog);
    // The folder, what it means, and what to do; and the lock is given back.
    expect(() => openNodeStore(folder)).toThrow(folder);
    expect(() => openNodeStore(folder)).toThrow('Start with another DATA_DIR');
    const same = new Sqlite(path(), { readonly: true });
    const names = same.prepare('SELECT name FROM migrations ORDER BY name DESC').pluck().get();
    expect(String(names) < before).toBe(true);
    expect(same.prepare('SELECT count(*) AS n FROM audit_entries').get()).toEqual({ n: 1 });
    same.close();
  },
);

test.each(['0031', '0036'])('a database of before %s without entries is migrated', (before) => {
  old(before).close();
  const store = openNodeStore(folder);
  store.transaction(() =>
    appendEntry(store.db, { action: 'admin.pin', actor: SYSTEM, outcome: 'ok' }, 9, () => 'salt'),
  );
  expect(verifyChain(store.db)).toMatchObject({ ok: true, entries: 1 });
  store.close();
});

test('a start over the sandbox’s own folder says so in a sentence, and ends', async () => {
  const data = folder;
  folder = join(data, 'sandbox');
  mkdirSync(folder);
  const db = old('0036');
  db.exec(WRITTEN[1]?.[1] ?? '');
  db.close();
  folder = data;
  const ended = await runToItsEnd({ SANDBOX: '1', PORT: '0', DATA_DIR: data });
  expect(ended.code).toBe(1);
  expect(ended.output).toContain(`${data}/sandbox holds an audit log in the format of an earlier`);
  expect(ended.output).not.toMatch(/^\s+at /m);
});
