-- The question whether a talk is to end, asked last in each place: a LINE user's chat, a talk room, a member's
-- 1:1 room. Its button says what it is about; this is for answers that are typed.
CREATE TABLE end_questions (
  place TEXT PRIMARY KEY,
  ending TEXT NOT NULL CHECK (ending IN ('leave', 'close', 'block')),
  room_id INTEGER NOT NULL,
  -- NULL until it has been said: before that nothing answers it
  asked_at INTEGER,
  -- the latest audit entry then: what was said since came after the question
  asked_entry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
