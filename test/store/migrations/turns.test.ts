import { readdirSync, readFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';

test('a database with work in it continues that work, and drops instants in distant years', () => {
  const folder = new URL('../../../migrations/', import.meta.url);
  const sql = new SQLite(':memory:');
  const names = readdirSync(folder).sort();
  const applied = (name: string) => sql.exec(readFileSync(new URL(name, folder), 'utf8'));
  const at = names.indexOf('0023_turns_and_faults.sql');
  for (const name of names.slice(0, at)) applied(name);
  sql.exec(`INSERT INTO inbox (dedupe_key, platform, account, verdict, body, received_at, state)
    VALUES ('a', 'line', '1', 'act', '{}', 5, 'waiting'), ('b', 'line', '1', 'act', '{}', 5, 'done')`);
  sql.exec(`INSERT INTO lanes (lane, platform, class, due_at)
    VALUES ('media:7', 'line', 1, 5), ('room:1:line', 'line', 1, 5)`);
  sql.exec(`INSERT INTO friendships (channel_id, line_user_id, state, changed_at, last_message_at)
    VALUES ('1', 'far', 'blocked', 12338784000000, 12338784000000), ('1', 'near', 'friend', 7, 8)`);
  for (const name of names.slice(at)) applied(name);
  const all = (query: string) => sql.prepare(query).raw().all();
  expect(all(`SELECT id, turn FROM inbox WHERE state = 'waiting'`)).toEqual([[1, 0]]);
  // A file's lane is told from those of words.
  expect(all('SELECT lane, owner FROM lanes ORDER BY lane')).toEqual([
    ['media:7', ''],
    ['room:1:line', null],
  ]);
  const [far, near] = all(
    'SELECT changed_at, last_message_at FROM friendships ORDER BY line_user_id',
  );
  expect(near).toEqual([7, 8]);
  for (const instant of far as number[]) expect(instant).toBeLessThanOrEqual(Date.now());
  expect(all('SELECT untold, told_at FROM event_alarm')).toEqual([[0, null]]);
  sql.close();
});
