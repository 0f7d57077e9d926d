import { readdirSync, readFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';

const folder = new URL('../../../migrations/', import.meta.url);
const names = readdirSync(folder).sort();
const at = names.indexOf('0024_line_chats.sql');

/** A database of the previous version, migrated after `fill`. */
function upgraded(fill: (sql: SQLite.Database) => void): SQLite.Database {
  const sql = new SQLite(':memory:');
  const apply = (name: string) => sql.exec(readFileSync(new URL(name, folder), 'utf8'));
  names.slice(0, at).forEach(apply);
  fill(sql);
  names.slice(at).forEach(apply);
  return sql;
}

const entry = (sql: SQLite.Database, id: number, channel: string | null, user: string | null) =>
  sql
    .prepare(
      `INSERT INTO audit_entries (id, at, action, actor_kind, actor_id, actor_name, channel_id,
         line_user_id, outcome, facts, content_digest, previous_hash, hash)
       VALUES (?, 0, 'message.receive', 'line-user', 'U', '', ?, ?, 'relayed', '{}', '', '', '')`,
    )
    .run(id, channel, user);

test('a known message belongs to the chat of its room or its entry', () => {
  const sql = upgraded((old) => {
    entry(old, 1, 'oa', 'Uhanako');
    // What a member wrote in the 1:1 room had no customer yet.
    entry(old, 2, null, null);
    old.exec(`INSERT INTO talk_rooms (id, channel_id, line_user_id, member_id, state, opened_at)
      VALUES (7, 'oa', 'Utaro', 'tanaka', 'open', 0)`);
    old.exec(`INSERT INTO line_messages (message_id, entry_id, room_id, inbox_id)
      VALUES ('m1', 1, NULL, 5), ('m2', 2, 7, NULL)`);
  });
  const rows = sql
    .prepare(
      `SELECT message_id, channel_id, line_user_id, entry_id, room_id, inbox_id
        FROM line_messages JOIN line_chats ON line_chats.id = chat_id ORDER BY message_id`,
    )
    .all();
  expect(rows).toEqual([
    {
      message_id: 'm1',
      channel_id: 'oa',
      line_user_id: 'Uhanako',
      entry_id: 1,
      room_id: null,
      inbox_id: 5,
    },
    {
      message_id: 'm2',
      channel_id: 'oa',
      line_user_id: 'Utaro',
      entry_id: 2,
      room_id: 7,
      inbox_id: null,
    },
  ]);
  sql.close();
});

test('a kept unsend still holds for its sender', () => {
  const sql = upgraded((old) => {
    entry(old, 1, 'oa', 'Uhanako');
    old.exec(`INSERT INTO line_messages (message_id, entry_id, room_id, inbox_id)
      VALUES ('known', 1, NULL, 5)`);
    old.exec("INSERT INTO unsent_messages VALUES ('known', 10), ('early', 20), ('nobody', 30)");
    const body = JSON.stringify({
      type: 'unsend',
      unsend: { messageId: 'early' },
      source: { type: 'user', userId: 'Utaro' },
    });
    old
      .prepare(
        `INSERT INTO inbox (dedupe_key, platform, account, verdict, body, received_at)
         VALUES ('e1', 'line', 'oa', 'act', ?, 0)`,
      )
      .run(body);
  });
  const rows = sql.prepare('SELECT * FROM unsent_messages ORDER BY message_id').all();
  expect(rows).toEqual([
    { message_id: 'early', channel_id: 'oa', line_user_id: 'Utaro', unsent_at: 20 },
    { message_id: 'known', channel_id: 'oa', line_user_id: 'Uhanako', unsent_at: 10 },
  ]);
  sql.close();
});
