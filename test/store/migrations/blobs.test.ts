import { readdirSync, readFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';

test('a database that already has files counts each of them once', () => {
  const folder = new URL('../../../migrations/', import.meta.url);
  const sql = new SQLite(':memory:');
  const names = readdirSync(folder).sort();
  const applied = (name: string) => sql.exec(readFileSync(new URL(name, folder), 'utf8'));
  const at = names.indexOf('0013_blobs.sql');
  for (const name of names.slice(0, at)) applied(name);
  const row = sql.prepare('INSERT INTO media (entry_id, sha256, size, state) VALUES (?, ?, ?, ?)');
  row.run(1, 'a', 100, 'kept');
  row.run(2, 'a', 100, 'kept');
  row.run(3, 'b', 20, 'kept');
  row.run(4, null, null, 'gone');
  for (const name of names.slice(at)) applied(name);
  const bytes = () => sql.prepare('SELECT bytes FROM blob_store').pluck().get();
  expect(bytes()).toBe(120);
  sql.exec("UPDATE blobs SET size = 30 WHERE sha256 = 'b'");
  expect(bytes()).toBe(130);
  sql.exec("INSERT INTO blobs (sha256, size) VALUES ('b', 7) ON CONFLICT DO NOTHING");
  sql.exec("DELETE FROM blobs WHERE sha256 = 'a'");
  expect(bytes()).toBe(30);
  sql.close();
});
