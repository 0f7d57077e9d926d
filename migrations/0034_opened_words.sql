-- The entry of a talk that opened kept the words that opened it, where no unsend reached them. They stand in the
-- entry of their message, which is all that is left of them from here on.
DELETE FROM audit_contents
  WHERE entry_id IN (SELECT id FROM audit_entries WHERE action = 'room.open');
