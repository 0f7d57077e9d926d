-- Exports of the audit log that were made: what left the house can hold people's words after they were erased here.
CREATE TABLE audit_exports (
  -- the entry that it began with: who asked for it, and for what
  entry_id INTEGER PRIMARY KEY,
  begun_at INTEGER NOT NULL,
  -- 'csv', 'jsonl' or 'zip'
  form TEXT NOT NULL,
  file_name TEXT NOT NULL,
  -- the period asked for; null: not bounded
  from_at INTEGER,
  to_at INTEGER,
  -- 'begun', 'complete', 'failed', 'left' (its reader went away)
  state TEXT NOT NULL DEFAULT 'begun',
  ended_at INTEGER,
  bytes INTEGER NOT NULL DEFAULT 0,
  -- the day of a daily export, as 2026-11-27 in Japan
  day TEXT UNIQUE
) STRICT;
CREATE INDEX audit_exports_begun ON audit_exports (entry_id) WHERE state = 'begun';
