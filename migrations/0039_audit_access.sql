-- How an auditor's browser comes to the page of the audit log. Tokens are kept as hashes: a reader
-- of the database can neither open a link nor take over a session.

-- A link is good once and for minutes; one that was used or has ended stays a day, to say so.
CREATE TABLE audit_links (
  token_hash TEXT PRIMARY KEY,
  member_id TEXT NOT NULL,
  leads_to TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  used_at INTEGER,
  refusals INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- One session per auditor.
CREATE TABLE audit_sessions (
  token_hash TEXT PRIMARY KEY,
  member_id TEXT NOT NULL UNIQUE,
  ends_at INTEGER NOT NULL,
  language TEXT,
  -- What was looked at last, as a keyed digest: its next page is no new entry.
  looked TEXT
) WITHOUT ROWID;
