-- What the blob store holds, each blob once, previews too. A row is written as soon as the bytes are there
-- and goes once they are gone: what is stored is known without a look at the store.
CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  -- the store's own name for the bytes, where that is not the digest (R2)
  place TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX blobs_by_place ON blobs (place) WHERE place IS NOT NULL;

-- One row: the sum of the blobs, which the triggers keep, and what the administrators have been told.
CREATE TABLE blob_store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  bytes INTEGER NOT NULL DEFAULT 0,
  told_nearly_full INTEGER NOT NULL DEFAULT 0,
  told_full INTEGER NOT NULL DEFAULT 0,
  full_told_at INTEGER,
  -- the free-space floor of the disk
  floor_told_at INTEGER
) STRICT;
INSERT INTO blob_store (id) VALUES (1);
CREATE TRIGGER blobs_added AFTER INSERT ON blobs
BEGIN UPDATE blob_store SET bytes = bytes + NEW.size; END;
CREATE TRIGGER blobs_changed AFTER UPDATE OF size ON blobs
BEGIN UPDATE blob_store SET bytes = bytes - OLD.size + NEW.size; END;
CREATE TRIGGER blobs_removed AFTER DELETE ON blobs
BEGIN UPDATE blob_store SET bytes = bytes - OLD.size; END;

-- The sizes of previews kept so far stand nowhere: the first look through the store adds them.
INSERT INTO blobs (sha256, size)
  SELECT sha256, max(size) FROM media
  WHERE sha256 IS NOT NULL AND size IS NOT NULL GROUP BY sha256;
