-- What is asked of tables that only grow has an index of its own: no answer walks through them.

-- When each platform last sent something, and the verdicts on its latest events.
CREATE INDEX inbox_by_platform ON inbox (platform);
CREATE INDEX inbox_failed ON inbox (id) WHERE state = 'failed';
-- The latest messages of a room's lane, sent or not: what a set of pictures still lacks.
CREATE INDEX outbox_relays ON outbox (room_id, id) WHERE entry_id IS NOT NULL;
-- A callback of an unknown room may be early.
CREATE INDEX talk_rooms_creating ON talk_rooms (creating_since) WHERE creating_since IS NOT NULL;
-- Asked for each object in a look through the store.
CREATE INDEX blobs_without_place ON blobs (sha256) WHERE place IS NULL;
