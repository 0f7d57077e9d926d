-- A database may also have gone back to a state of the past, on a platform that keeps its history. SQLite changes no
-- CHECK, so the table is written anew.
CREATE TABLE restorations_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL CHECK (source IN ('backup', 'export', 'point-in-time')),
  -- the instant the copy shows, epoch ms
  made_at INTEGER NOT NULL,
  -- null: what waited has not been ended yet
  settled_at INTEGER,
  -- of 'point-in-time', JSON (src/store/restorations.ts): who asked, what was lost; the ids of customers who were
  -- forgotten stand in it until they have been forgotten again
  noted TEXT
) STRICT;
INSERT INTO restorations_new (id, source, made_at, settled_at) SELECT id, source, made_at, settled_at FROM restorations;
DROP TABLE restorations;
ALTER TABLE restorations_new RENAME TO restorations;
