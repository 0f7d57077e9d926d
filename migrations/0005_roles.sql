-- Who was given which role by command. Grants follow the userId, never the account (DESIGN §6.9).
CREATE TABLE role_grants (
  member_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('link-admin', 'auditor')),
  granted_by TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (member_id, role)
) STRICT, WITHOUT ROWID;

-- Who held which Talk ID from when until when: one that changed hands lately opens a room only after
-- a button that names its new holder (DESIGN §6.2).
CREATE TABLE talk_ids (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  talk_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  released_at INTEGER
) STRICT;
CREATE INDEX talk_ids_by_id ON talk_ids (talk_id, released_at);
CREATE UNIQUE INDEX talk_ids_held ON talk_ids (talk_id) WHERE released_at IS NULL;
CREATE INDEX talk_ids_by_member ON talk_ids (member_id) WHERE released_at IS NULL;
INSERT INTO talk_ids (talk_id, member_id, taken_at)
  SELECT talk_id, member_id, changed_at FROM link_members WHERE talk_id IS NOT NULL;

-- The userId or account that LINE_CHANNELS names for an OA, until the directory knows it.
ALTER TABLE official_accounts ADD COLUMN wished_member TEXT;
