-- LINE WORKS rooms that the bot is out of, or their member is: whoever writes there still is told that it
-- goes nowhere. A room that the bot comes to use again is none of these.
CREATE TABLE left_rooms (
  works_channel_id TEXT PRIMARY KEY,
  room_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
