-- Images that were sent together: what is true of all of them is said once (DESIGN §6.8).
ALTER TABLE media ADD COLUMN set_id TEXT;
CREATE INDEX media_by_set ON media (set_id) WHERE set_id IS NOT NULL;

-- Files are uploaded in lanes of their own: those that a room's lane was about to upload begin again there.
DELETE FROM requests WHERE step = 'upload-media';
