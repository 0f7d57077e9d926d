-- The last instant at which the bridge could receive, epoch ms. One row, and none where the host sleeps
-- when idle: there a request wakes it.
CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;

-- Times in which nothing could be received, epoch ms.
CREATE TABLE gaps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  admins_told INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Talk rooms that are still to be told of a gap.
CREATE TABLE gap_rooms (
  gap_id INTEGER NOT NULL,
  room_id INTEGER NOT NULL,
  PRIMARY KEY (gap_id, room_id)
) STRICT, WITHOUT ROWID;

-- What is wrong now, of what is watched, and since when (epoch ms). Not told: seen once so far.
CREATE TABLE alerts (
  subject TEXT PRIMARY KEY,
  stage TEXT NOT NULL,
  since INTEGER NOT NULL,
  figure INTEGER,
  told INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The longest time without an event on a working day, in working hours: what is usual. Day: days since
-- 1970 in Japan.
CREATE TABLE silences (
  platform TEXT NOT NULL,
  day INTEGER NOT NULL,
  longest_ms INTEGER NOT NULL,
  PRIMARY KEY (platform, day)
) STRICT, WITHOUT ROWID;
