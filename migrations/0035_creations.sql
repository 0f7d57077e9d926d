-- That a LINE WORKS room is being made stands in one place: the request of its lane.
DROP INDEX talk_rooms_creating;
ALTER TABLE talk_rooms DROP COLUMN creating_since;
CREATE INDEX requests_creating ON requests (lane) WHERE step IN ('create-room', 'check-room');
