-- Our own pushes of the month that LINE's figures may not hold yet, and when the latest was taken.
ALTER TABLE official_accounts ADD COLUMN quota_counted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE official_accounts ADD COLUMN quota_counted_at INTEGER NOT NULL DEFAULT 0;

-- Notices to LINE users that were not pushed, so that members keep their share of the month: said free of
-- charge when the LINE user next writes. Closings and handovers are not here, their rooms know.
CREATE TABLE kept_notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id TEXT NOT NULL,
  line_user_id TEXT NOT NULL,
  notice TEXT NOT NULL,
  -- our own words, nobody's message
  text TEXT NOT NULL,
  room_id INTEGER,
  kept_at INTEGER NOT NULL,
  -- 1: in the outbox
  queued INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX kept_notices_by_line_user ON kept_notices (line_user_id, channel_id);
