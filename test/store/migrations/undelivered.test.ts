import { readdirSync, readFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';

test("people's messages that had not arrived before can be listed, and only they", () => {
  const folder = new URL('../../../migrations/', import.meta.url);
  const sql = new SQLite(':memory:');
  const names = readdirSync(folder).sort();
  const applied = (name: string) => sql.exec(readFileSync(new URL(name, folder), 'utf8'));
  const at = names.indexOf('0043_undelivered.sql');
  for (const name of names.slice(0, at)) applied(name);
  sql.exec(`INSERT INTO outbox (id, lane, class, room_id, entry_id, payload, state, reason, progress, created_at)
    VALUES (1, 'room:1:line', 0, 1, 11, NULL, 'refused', 'blocked', 0, 5),
      (2, 'room:1:line-works', 0, 1, 12, NULL, 'uncertain', 'timeout', 1, 6),
      (3, 'late:1:line', 0, 1, 13, NULL, 'exhausted', NULL, 0, 7),
      (4, 'room:1:line', 0, 1, 14, NULL, 'sent', NULL, 1, 8),
      (5, 'room:1:line', 0, 1, 15, '{}', 'queued', NULL, 0, 9),
      (6, 'room:1:line-works', 1, 1, NULL, NULL, 'exhausted', NULL, 0, 9)`);
  for (const name of names.slice(at)) applied(name);
  expect(
    sql
      .prepare(
        `SELECT row_id, room_id, entry_id, side, state, reason, progress, queued_at, ended_at, errand, request_id
          FROM undelivered ORDER BY row_id`,
      )
      .raw()
      .all(),
  ).toEqual([
    [1, 1, 11, 'line', 'refused', 'blocked', 0, 5, 5, null, null],
    [2, 1, 12, 'line-works', 'uncertain', 'timeout', 1, 6, 6, null, null],
    [3, 1, 13, 'line', 'exhausted', null, 0, 7, 7, null, null],
  ]);
  sql.close();
});
