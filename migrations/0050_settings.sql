-- The configuration of a workspace that is one of many in a deployment, under the names of the environment (DESIGN §8).
-- On Node, and for the workspace without a name, the environment is the configuration and this is empty.
-- On Workers the table itself tells that the workspace was created: an object that never was must not become one by
-- being asked.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT,
  -- instead of `value`, of what is secret: initialization vector, tag and cipher text
  sealed BLOB,
  -- the master key that it is sealed with
  key_id TEXT,
  at INTEGER NOT NULL,
  -- an operator's key
  by TEXT NOT NULL,
  CHECK ((value IS NULL) <> (sealed IS NULL)),
  CHECK ((sealed IS NULL) = (key_id IS NULL))
) STRICT;

-- The workspace's place in its deployment: one row.
CREATE TABLE hosting (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- as in /w/{name}; null: it has none
  name TEXT,
  -- for the keys that settings are sealed with
  salt BLOB,
  -- paused: webhooks are taken in, and nothing goes out; leaving: the same, until it is deleted
  standing TEXT NOT NULL DEFAULT 'live' CHECK (standing IN ('live', 'paused', 'leaving')),
  -- since when; 0: always
  since INTEGER NOT NULL DEFAULT 0,
  by TEXT
) STRICT;
INSERT INTO hosting (id) VALUES (1);
