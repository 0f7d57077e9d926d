-- Images that were sent together: what is true of all of them is said once (DESIGN §6.8).
ALTER TABLE media ADD COLUMN set_id TEXT;
CREATE INDEX media_by_set ON media (set_id) WHERE set_id IS NOT NULL;
