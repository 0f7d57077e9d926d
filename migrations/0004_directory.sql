-- Who is missing from the directory, or marked as deleted there: treated as removed after two polls
-- and seven days (DESIGN §6.2).
CREATE TABLE missing_members (
  member_id TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  polls INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- People who first appeared while autoAdd was on and could not be added yet.
CREATE TABLE newcomers (
  member_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The directory that came back empty or far too small, until it is well again or an admin accepts it.
CREATE TABLE directory_alarms (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  known INTEGER NOT NULL,
  -- how many active people were read
  active INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  reported_at INTEGER NOT NULL,
  accepted_at INTEGER
) STRICT;

-- Link members who cannot answer right now, and which LINE users have been told so.
CREATE TABLE member_absences (
  member_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('suspended', 'on-leave', 'unreachable')),
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE absence_notices (
  member_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  line_user_id TEXT NOT NULL,
  PRIMARY KEY (member_id, channel_id, line_user_id)
) STRICT, WITHOUT ROWID;

-- How registrations ended, until the one who asked has been told. Empty: the administrators.
CREATE TABLE registration_results (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  requested_by TEXT NOT NULL,
  member_id TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  talk_id TEXT
) STRICT;
CREATE INDEX registration_results_by_asker ON registration_results (requested_by, id);

-- Registering many people at once: told in numbers, and fed to the platform a few at a time.
CREATE TABLE mass_registrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  requested_by TEXT,
  total INTEGER NOT NULL,
  quarters_told INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE mass_registration_members (
  member_id TEXT PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES mass_registrations (id),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'started', 'done')),
  status TEXT,
  reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX mass_registration_members_by_run ON mass_registration_members (run_id, state);
CREATE INDEX link_members_by_asker ON link_members (requested_by, status);
