-- Members' photos as LINE and LINE WORKS show them: one row per link member who was asked about.
CREATE TABLE member_photos (
  member_id TEXT PRIMARY KEY,
  -- SHA-256 of what LINE WORKS holds: while it is the same, nothing is made anew; null: no photo
  source_hash TEXT,
  -- SHA-256 of `png`, which names it in links; both null when there is nothing to show
  png_hash TEXT,
  png BLOB,
  checked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX member_photos_by_hash ON member_photos (png_hash) WHERE png_hash IS NOT NULL;
CREATE INDEX member_photos_by_check ON member_photos (checked_at);

-- Keys the workspace made for itself, where it has no disk of its own to keep them on.
CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
