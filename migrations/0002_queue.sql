-- Every verified event, once. The row is the queue and the dedupe: bodies go, keys stay.
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dedupe_key TEXT NOT NULL UNIQUE,
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
  result TEXT
) STRICT;
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_bodies ON inbox (received_at) WHERE body IS NOT NULL;

-- One thing to say or do on a platform. Its words stand in the audit entry or, for our own, in `payload`.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  class INTEGER NOT NULL,
  room_id INTEGER,
  entry_id INTEGER,
  payload TEXT,
  -- parts of a long text that have gone out
  progress INTEGER NOT NULL DEFAULT 0,
  moves INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sent', 'refused', 'uncertain', 'exhausted', 'cancelled')),
  reason TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_queued ON outbox (lane, id) WHERE state = 'queued';
CREATE INDEX outbox_by_entry ON outbox (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX outbox_by_room ON outbox (room_id) WHERE state = 'queued';

-- The order-keeping queues that have work.
CREATE TABLE lanes (
  lane TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  class INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lanes_due ON lanes (platform, class, due_at);
CREATE INDEX lanes_next ON lanes (platform, due_at);

-- One platform call: its exact bytes until its outcome is known. At most one per lane.
CREATE TABLE requests (
  lane TEXT PRIMARY KEY,
  step TEXT NOT NULL,
  row_ids TEXT NOT NULL,
  address TEXT NOT NULL,
  body TEXT,
  retry_key TEXT,
  reply_token TEXT,
  reply_received_at INTEGER,
  in_flight INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  unclear INTEGER NOT NULL DEFAULT 0,
  first_attempt_at INTEGER NOT NULL,
  last_attempt_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Work that calls the platforms and is no message.
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  -- one waiting job per kind and key
  key TEXT NOT NULL,
  payload TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, key)
) STRICT;
CREATE INDEX jobs_due ON jobs (due_at);

-- LINE message ids both ways: what a quote or an unsend is about.
CREATE TABLE line_messages (
  message_id TEXT PRIMARY KEY,
  entry_id INTEGER NOT NULL,
  room_id INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX line_messages_by_entry ON line_messages (entry_id);
-- Unsends that came before their message.
CREATE TABLE unsent_messages (
  message_id TEXT PRIMARY KEY,
  unsent_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
