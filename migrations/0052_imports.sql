-- An import into a workspace of a deployment: numbered chunks of an export's lines, and where it stands, so that a host
-- that is lost in between loses nothing. Of the place, not of what is copied.
CREATE TABLE imports (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- JSON (src/store/copy/import-progress.ts); no word that people wrote
  progress TEXT NOT NULL
) STRICT;

-- Bytes of the file that is just coming, in their order: kept until it is whole and in the store of files.
CREATE TABLE import_pieces (
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
