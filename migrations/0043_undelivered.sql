-- People's messages that did not arrive, or may not have: what an administrator's retry needs. What ends as sent leaves
-- nothing here; what is here goes a week after its end, and at once with its words.
CREATE TABLE undelivered (
  -- the row of the outbox that ended
  row_id INTEGER PRIMARY KEY,
  room_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  -- the message it quotes
  quoted_entry_id INTEGER,
  -- 'line' or 'line-works': where it was to go
  side TEXT NOT NULL,
  -- 'refused', 'uncertain' or 'exhausted'
  state TEXT NOT NULL,
  reason TEXT,
  -- parts that had gone out
  progress INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  -- what was to be done, without words; null: known by the columns
  errand TEXT,
  -- its last request, in kept_requests; that goes sooner
  request_id INTEGER
) STRICT;
CREATE INDEX undelivered_by_room ON undelivered (room_id, row_id);
CREATE INDEX undelivered_by_entry ON undelivered (entry_id);
CREATE INDEX undelivered_by_quote ON undelivered (quoted_entry_id) WHERE quoted_entry_id IS NOT NULL;
CREATE INDEX undelivered_by_end ON undelivered (ended_at);

-- The exact bytes of such a request, for as long as its key counts: a day from the first attempt.
CREATE TABLE kept_requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  step TEXT NOT NULL,
  row_ids TEXT NOT NULL,
  address TEXT NOT NULL,
  -- the room, member or LINE user that it goes to
  target TEXT NOT NULL,
  body TEXT,
  retry_key TEXT,
  unclear INTEGER NOT NULL,
  first_attempt_at INTEGER NOT NULL
) STRICT;
CREATE INDEX kept_requests_by_attempt ON kept_requests (first_attempt_at);

INSERT INTO undelivered (row_id, room_id, entry_id, side, state, reason, progress, queued_at, ended_at)
  SELECT id, room_id, entry_id, CASE WHEN lane LIKE '%:line' THEN 'line' ELSE 'line-works' END,
    state, reason, progress, created_at, created_at
  FROM outbox
  WHERE state IN ('refused', 'uncertain', 'exhausted') AND entry_id IS NOT NULL AND room_id IS NOT NULL;

-- A code of what we stumbled over, and the administrator who had the event processed again.
ALTER TABLE inbox ADD COLUMN fault TEXT;
ALTER TABLE inbox ADD COLUMN replayed_by TEXT;
