-- What is kept from erasure by age and from forgetting; a customer's own unsend still erases (line.md §1.9).
-- Who asked for it, when and why stands in the entry.
CREATE TABLE audit_holds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('member', 'line-user', 'room')),
  -- a userId of LINE WORKS or LINE, or the number of a talk room
  subject TEXT NOT NULL,
  entry_id INTEGER NOT NULL,
  held_at INTEGER NOT NULL,
  -- null: it stands
  released_at INTEGER
) STRICT;
CREATE UNIQUE INDEX audit_holds_standing ON audit_holds (kind, subject) WHERE released_at IS NULL;

-- Erasure by age: the period that is in force, and how far it has come.
CREATE TABLE retentions (
  -- words, or files alone
  what TEXT PRIMARY KEY CHECK (what IN ('content', 'files')),
  -- null: everything is kept
  in_force_ms INTEGER,
  -- a shorter period that has been announced, and when it comes into force
  announced_ms INTEGER,
  announced_for INTEGER,
  -- entries up to this one have been looked at
  seen_to INTEGER NOT NULL DEFAULT 0
) STRICT;

-- LINE users who are being forgotten, or have been.
CREATE TABLE forgettings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  line_user_id TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  -- the entry of the command
  asked_entry INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('ending', 'contents', 'traces', 'done')),
  -- every name they go by, JSON; null once all is erased
  names TEXT,
  -- entries behind this one are a new customer's; null: not known yet
  up_to INTEGER,
  -- entries, then events, up to this one have been looked at
  seen_to INTEGER NOT NULL DEFAULT 0,
  contents INTEGER NOT NULL DEFAULT 0,
  files INTEGER NOT NULL DEFAULT 0,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX forgettings_of ON forgettings (line_user_id);

-- Entries of a LINE user outside of talk rooms, few beside the others: they are counted before forgetting.
CREATE INDEX audit_entries_roomless ON audit_entry_rows (line_user_ref)
  WHERE room_id IS NULL AND line_user_ref IS NOT NULL;

-- Events of a talk are told by its LINE WORKS room, also one that it has left.
CREATE INDEX left_rooms_by_talk ON left_rooms (room_id);
