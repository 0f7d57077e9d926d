-- This database came out of a backup or an export. The row is written into the copy: whoever starts from it, by whatever
-- way, ends what waited in it before anything leaves, since the bridge it is a copy of may have said all that.
CREATE TABLE restorations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL CHECK (source IN ('backup', 'export')),
  -- the instant the copy shows, epoch ms
  made_at INTEGER NOT NULL,
  -- null: what waited has not been ended yet
  settled_at INTEGER
) STRICT;
