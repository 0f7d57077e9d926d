-- The member's own name for the LINE user of a room, shown to this member only (DESIGN §6.5).
ALTER TABLE talk_rooms ADD COLUMN given_name TEXT;

-- LINE users whom a member does not want to hear from: no room with this member opens for them.
CREATE TABLE member_blocks (
  member_id TEXT NOT NULL,
  line_user_id TEXT NOT NULL,
  blocked_at INTEGER NOT NULL,
  PRIMARY KEY (member_id, line_user_id)
) STRICT, WITHOUT ROWID;
