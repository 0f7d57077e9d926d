-- The room that took this one over; the chain ends at the room where the customer is answered now.
ALTER TABLE talk_rooms ADD COLUMN successor_id INTEGER;
CREATE INDEX talk_rooms_by_successor ON talk_rooms (successor_id) WHERE successor_id IS NOT NULL;

-- Many rooms closed or handed over by one command: the work is done a slice at a time.
CREATE TABLE room_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('close', 'hand-over')),
  -- JSON, as it stands in the audit log
  actor TEXT NOT NULL,
  reason TEXT,
  from_member TEXT,
  to_member TEXT,
  -- people's messages that did not arrive
  undelivered INTEGER NOT NULL DEFAULT 0,
  moved INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL
) STRICT;

CREATE TABLE room_run_rooms (
  run_id INTEGER NOT NULL,
  room_id INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dropped')),
  -- what became of the LINE user's notice; null: none was sent
  notice TEXT CHECK (notice IN ('waiting', 'sent', 'later')),
  PRIMARY KEY (run_id, room_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_run_rooms_by_room ON room_run_rooms (room_id);
