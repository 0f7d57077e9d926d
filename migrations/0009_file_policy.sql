-- What may be sent as a file, both ways (DESIGN §6.8). One row.
CREATE TABLE file_policy (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  inbound TEXT NOT NULL DEFAULT 'allow' CHECK (inbound IN ('allow', 'deny')),
  outbound TEXT NOT NULL DEFAULT 'allow' CHECK (outbound IN ('allow', 'deny')),
  -- extensions without their dot, a JSON list
  blocked TEXT NOT NULL DEFAULT '[]',
  -- null: no limit of ours
  limit_bytes INTEGER
) STRICT;
INSERT INTO file_policy (id) VALUES (1);
