-- The chat of a message, one OA and one LINE user, is a number: written out it was most of the row, and all of it
-- again in an index. That index found the message of an entry whose room had changed; where it went is told by
-- the entry of its release.
CREATE TABLE line_chats (
  id INTEGER PRIMARY KEY,
  channel_id TEXT NOT NULL,
  -- '' where LINE did not tell who wrote
  line_user_id TEXT NOT NULL,
  UNIQUE (channel_id, line_user_id)
) STRICT;
INSERT INTO line_chats (channel_id, line_user_id)
  SELECT DISTINCT channel_id, line_user_id FROM line_messages;

CREATE TABLE line_messages_in_chats (
  message_id TEXT NOT NULL,
  chat_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  -- where it was said first; null: it was held
  room_id INTEGER,
  -- the event that brought it; null for what we sent
  inbox_id INTEGER,
  PRIMARY KEY (message_id, chat_id)
) STRICT, WITHOUT ROWID;
INSERT INTO line_messages_in_chats
  SELECT message_id, chat.id, entry_id, room_id, inbox_id
  FROM line_messages AS message
  JOIN line_chats AS chat
    ON chat.channel_id = message.channel_id AND chat.line_user_id = message.line_user_id
  ORDER BY message_id;

DROP TABLE line_messages;
ALTER TABLE line_messages_in_chats RENAME TO line_messages;
