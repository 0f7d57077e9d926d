-- A message id counts within the chat it was said in: one OA and one LINE user. Whose a known message is
-- stands in its room or its entry.
CREATE TABLE chat_messages (
  message_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  -- '' where LINE did not tell who wrote
  line_user_id TEXT NOT NULL,
  entry_id INTEGER NOT NULL,
  room_id INTEGER,
  -- the event that brought it; null for what we sent
  inbox_id INTEGER,
  PRIMARY KEY (message_id, channel_id, line_user_id)
) STRICT, WITHOUT ROWID;

INSERT INTO chat_messages
SELECT known.message_id,
  coalesce(room.channel_id, entry.channel_id),
  coalesce(room.line_user_id, entry.line_user_id),
  known.entry_id, known.room_id, known.inbox_id
FROM line_messages AS known
LEFT JOIN talk_rooms AS room ON room.id = known.room_id
LEFT JOIN audit_entries AS entry ON entry.id = known.entry_id
WHERE coalesce(room.channel_id, entry.channel_id) IS NOT NULL
  AND coalesce(room.line_user_id, entry.line_user_id) IS NOT NULL;

-- Who unsent what was not kept: the message says it, or the event itself while it is there.
CREATE TABLE chat_unsends (
  message_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  line_user_id TEXT NOT NULL,
  unsent_at INTEGER NOT NULL,
  PRIMARY KEY (message_id, channel_id, line_user_id)
) STRICT, WITHOUT ROWID;

INSERT INTO chat_unsends
SELECT unsent.message_id, said.channel_id, said.line_user_id, unsent.unsent_at
FROM unsent_messages AS unsent
JOIN chat_messages AS said ON said.message_id = unsent.message_id;

INSERT OR IGNORE INTO chat_unsends
SELECT unsent.message_id, event.account, event.line_user_id, unsent.unsent_at
FROM unsent_messages AS unsent
JOIN (
  SELECT account,
    json_extract(body, '$.unsend.messageId') AS message_id,
    json_extract(body, '$.source.userId') AS line_user_id
  FROM inbox WHERE platform = 'line' AND body IS NOT NULL AND verdict = 'act'
) AS event ON event.message_id = unsent.message_id
WHERE event.line_user_id IS NOT NULL;

DROP TABLE line_messages;
DROP TABLE unsent_messages;
ALTER TABLE chat_messages RENAME TO line_messages;
ALTER TABLE chat_unsends RENAME TO unsent_messages;
CREATE INDEX line_messages_by_entry ON line_messages (entry_id);

-- What a LINE user was told last about a message that reached nobody: it is said again when the reason has
-- changed, and otherwise every ten minutes.
ALTER TABLE friendships ADD COLUMN turned_away_why TEXT;
ALTER TABLE friendships ADD COLUMN turned_away_at INTEGER NOT NULL DEFAULT 0;
-- the audit entry of the message it answered
ALTER TABLE friendships ADD COLUMN turned_away_entry INTEGER NOT NULL DEFAULT 0;
ALTER TABLE friendships DROP COLUMN refused_told_at;
ALTER TABLE friendships DROP COLUMN unaddressed_told_at;
ALTER TABLE friendships DROP COLUMN guess_told_at;

-- Talk IDs that nobody has, of the last hour: they count with the rooms that were opened.
CREATE TABLE talk_id_tries (
  id INTEGER PRIMARY KEY,
  line_user_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX talk_id_tries_by_line_user ON talk_id_tries (line_user_id, at);
CREATE INDEX talk_id_tries_at ON talk_id_tries (at);

-- A profile that was read once is read again: through which OA, and how often that was tried in vain.
ALTER TABLE line_users ADD COLUMN reread_via TEXT;
ALTER TABLE line_users ADD COLUMN reread_tries INTEGER NOT NULL DEFAULT 0;
CREATE INDEX line_users_to_reread ON line_users (reread_tries, line_user_id)
  WHERE reread_via IS NOT NULL;
