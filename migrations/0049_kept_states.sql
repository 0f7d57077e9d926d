-- What a host that sleeps when idle knows again when it wakes: one small row for each subject, written when it
-- changes. JSON; a row that is not understood counts as absent.
CREATE TABLE kept_states (
  subject TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Pages of readings of the directory that had to wait for the platform's limit. JSON; read_at: epoch ms.
CREATE TABLE directory_pages (
  pass TEXT NOT NULL,
  page INTEGER NOT NULL,
  users TEXT NOT NULL,
  next_cursor TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (pass, page)
) STRICT, WITHOUT ROWID;
