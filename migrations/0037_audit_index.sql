-- The search index of the audit log is ours (docs/design.md, "Search"): FTS5 wrote it in the commit of each message,
-- and asked it for one filter at a time.
DROP TABLE audit_index;
DROP TABLE audit_names;
-- What is not in the index is read from the entries, so nothing has to be noted as missing.
DROP TABLE audit_index_missing;
-- Entries whose words are longer than the part that is searched. Filled again with the index.
DELETE FROM audit_index_cut;

-- A run of entries, indexed as a whole. Runs follow one another from the first entry on.
CREATE TABLE audit_segments (
  id INTEGER PRIMARY KEY,
  -- ids of entries, both included
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  -- 'building': its blocks are being written; 'dropped': they were given up and hold zeros
  state TEXT NOT NULL CHECK (state IN ('building', 'whole', 'dropped')),
  -- how many of its blocks are for words
  word_blocks INTEGER NOT NULL,
  -- the first and the last instant of each few hundred entries
  times BLOB NOT NULL,
  -- entries that tell of a message of an older segment stand for it here: pairs of their ids
  aliases BLOB NOT NULL
) STRICT;

-- The terms of a segment with the entries they occur in. Rows come in the order of their ids, and never go or change
-- their length: SQLite then moves no row and leaves no copy of one behind, so that what is erased in its place is gone.
CREATE TABLE audit_blocks (
  -- the segment's id * 4096 + the block's number in it
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
