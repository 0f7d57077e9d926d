-- The name under which LINE refused what a member said, and since when: their messages go without it until
-- they have another.
ALTER TABLE members ADD COLUMN refused_sender TEXT;
ALTER TABLE members ADD COLUMN refused_sender_at INTEGER;
