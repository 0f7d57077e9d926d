-- How often we stumbled over a row: after a few times it is set aside, and its lane goes on.
ALTER TABLE outbox ADD COLUMN faults INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_faulty ON outbox (id) WHERE reason = 'fault';
