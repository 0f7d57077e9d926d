-- The files that people sent, one row per message: what is erasable of them (DESIGN §6.5, §6.9). The
-- bytes stand in the blob store under their SHA-256; rows of equal files share them.
CREATE TABLE media (
  -- the audit entry of the message
  entry_id INTEGER PRIMARY KEY,
  -- null until it is kept, and again once it is gone
  sha256 TEXT,
  size INTEGER,
  -- found from the bytes
  content_type TEXT,
  file_name TEXT,
  duration_ms INTEGER,
  preview_sha256 TEXT,
  width INTEGER,
  height INTEGER,
  -- fetching, kept, refused (by policy, size or the platform), gone (it was there, or died before us)
  state TEXT NOT NULL,
  reason TEXT,
  kept_at INTEGER
) STRICT;
CREATE INDEX media_by_sha256 ON media (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX media_by_preview ON media (preview_sha256) WHERE preview_sha256 IS NOT NULL;
CREATE INDEX media_by_kept_at ON media (kept_at) WHERE kept_at IS NOT NULL;

-- Blobs that no row names any more, to be removed from the store; a crash between the two loses none.
CREATE TABLE dead_blobs (
  sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
