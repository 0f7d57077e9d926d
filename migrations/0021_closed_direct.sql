-- Whether a talk was kept in the bot's 1:1 room when it closed: its goodbye is said there, and its member
-- may be a link member no more by then.
ALTER TABLE talk_rooms ADD COLUMN closed_direct INTEGER NOT NULL DEFAULT 0;

UPDATE talk_rooms SET closed_direct = 1
WHERE state = 'closed'
  AND member_id IN (SELECT member_id FROM link_members WHERE room_mode = 'direct');
