-- Append-only and chained: hash = sha256(previous_hash, metadata, content_digest).
CREATE TABLE audit_entries (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  room_id INTEGER,
  channel_id TEXT,
  line_user_id TEXT,
  line_user_name TEXT,
  member_id TEXT,
  member_name TEXT,
  direction TEXT,
  kind TEXT,
  outcome TEXT NOT NULL,
  reason TEXT,
  about_id INTEGER,
  facts TEXT NOT NULL,
  content_digest TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entries_at ON audit_entries (at);
CREATE INDEX audit_entries_about ON audit_entries (about_id) WHERE about_id IS NOT NULL;
CREATE INDEX audit_entries_room ON audit_entries (room_id) WHERE room_id IS NOT NULL;
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;

-- The erasable part of an entry: what was said, once.
CREATE TABLE audit_contents (
  entry_id INTEGER PRIMARY KEY REFERENCES audit_entries (id),
  text TEXT NOT NULL,
  -- what is not text: sticker ids, coordinates
  detail TEXT,
  salt TEXT NOT NULL
) STRICT;

-- Bigrams made by us (DESIGN §6.9): trigram finds nothing for two-character words.
CREATE VIRTUAL TABLE audit_index USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61');
