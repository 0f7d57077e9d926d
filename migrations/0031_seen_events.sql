-- The keys of events stay, the events don't: what an event is known by stands in a table of its own, once and
-- in its shortest form, and the row of the inbox goes with its body after a week, so that its pages are free
-- again. The id that LINE gives an event is text; a digest is a blob.
CREATE TABLE seen_events (
  -- OA channel id or bot id
  account TEXT NOT NULL,
  key ANY NOT NULL,
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

INSERT INTO seen_events (account, key)
SELECT account, iif(length(name) = 64, coalesce(unhex(name), name), name)
FROM (
  SELECT account, iif(instr(dedupe_key, prefix) = 1, substr(dedupe_key, length(prefix) + 1), dedupe_key) AS name
  FROM (
    SELECT account, dedupe_key, iif(platform = 'line', 'line:', 'works:') || account || ':' AS prefix FROM inbox
  )
)
ORDER BY 1, 2;

CREATE TABLE inbox_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  platform TEXT NOT NULL CHECK (platform IN ('line', 'line-works')),
  -- OA channel id or bot id
  account TEXT NOT NULL,
  -- 'act', or why it is only recorded
  verdict TEXT NOT NULL CHECK (verdict IN ('act', 'stale', 'not-ours')),
  body TEXT,
  received_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
  not_before INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  result TEXT,
  -- whose event it is, while it waits, and which turn of theirs it has
  speaker TEXT,
  turn INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What is still asked of rows without a body: those that failed, and the latest of each platform.
INSERT INTO inbox_events
  SELECT id, platform, account, verdict, body, received_at, state, not_before, attempts, result, speaker, turn
  FROM inbox
  WHERE state <> 'done' OR body IS NOT NULL
    OR id IN (SELECT id FROM inbox WHERE platform = 'line' ORDER BY id DESC LIMIT 10)
    OR id IN (SELECT id FROM inbox WHERE platform = 'line-works' ORDER BY id DESC LIMIT 10)
  ORDER BY id;

DROP TABLE inbox;
ALTER TABLE inbox_events RENAME TO inbox;

CREATE INDEX inbox_turns ON inbox (turn, not_before) WHERE state = 'waiting';
CREATE INDEX inbox_put_off ON inbox (not_before) WHERE state = 'waiting' AND not_before > 0;
CREATE INDEX inbox_by_platform ON inbox (platform);
CREATE INDEX inbox_failed ON inbox (id) WHERE state = 'failed';
