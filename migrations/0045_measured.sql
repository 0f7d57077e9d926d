-- What an operator measures and follows.
-- The event that a row follows from: one id tells a request's way. A word of ours that no event caused has none.
ALTER TABLE outbox ADD COLUMN inbox_id INTEGER;

-- How many blobs there are, kept beside their sum: nothing counts them one by one.
ALTER TABLE blob_store ADD COLUMN count INTEGER NOT NULL DEFAULT 0;
UPDATE blob_store SET count = (SELECT count(*) FROM blobs);
DROP TRIGGER blobs_added;
CREATE TRIGGER blobs_added AFTER INSERT ON blobs
BEGIN UPDATE blob_store SET bytes = bytes + NEW.size, count = count + 1; END;
DROP TRIGGER blobs_removed;
CREATE TRIGGER blobs_removed AFTER DELETE ON blobs
BEGIN UPDATE blob_store SET bytes = bytes - OLD.size, count = count - 1; END;
