-- Messages of which only the beginning is searched: the index holds the first ten thousand characters.
CREATE TABLE audit_index_cut (
  entry_id INTEGER PRIMARY KEY
) STRICT;

-- Speakers take turns in the inbox: whose event it is, while it waits, and which turn of theirs it has.
ALTER TABLE inbox ADD COLUMN speaker TEXT;
ALTER TABLE inbox ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
DROP INDEX inbox_waiting;
CREATE INDEX inbox_turns ON inbox (turn, not_before) WHERE state = 'waiting';
CREATE INDEX inbox_put_off ON inbox (not_before) WHERE state = 'waiting' AND not_before > 0;

-- Lanes of one class take turns: of words by when they were last served, of files by whose they are.
ALTER TABLE lanes ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
-- whose file a lane fetches; null for words
ALTER TABLE lanes ADD COLUMN owner TEXT;
UPDATE lanes SET owner = '' WHERE lane LIKE 'media:%';
DROP INDEX lanes_due;
CREATE INDEX lanes_due ON lanes (platform, class, due_at, turn) WHERE owner IS NULL;
CREATE INDEX lanes_files ON lanes (platform, turn, due_at) WHERE owner IS NOT NULL;

-- An instant ahead of the clock counts as the moment of receipt; what was written before that knew it heals.
UPDATE friendships SET
  changed_at = min(changed_at, unixepoch() * 1000),
  last_message_at = min(last_message_at, unixepoch() * 1000);

-- Events that we stumbled over for good, and the administrators do not know of yet. One row.
CREATE TABLE event_alarm (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  untold INTEGER NOT NULL DEFAULT 0,
  told_at INTEGER
) STRICT;
INSERT INTO event_alarm (id) VALUES (1);
