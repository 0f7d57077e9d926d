-- An entry in its shortest form: hashes as 32 bytes, and everybody named in it by the number of a row below. The
-- view `audit_entries` reads as before. What is hashed is the same text as ever, so the chain verifies; the hash
-- of the entry before is not written twice.

-- Somebody as they were called when an entry was written: a new name is a new row, so that each entry keeps the
-- name that was true then.
CREATE TABLE audit_people (
  id INTEGER PRIMARY KEY,
  -- 'line-user' or 'member'; of whoever acted also 'admin' or 'system'
  kind TEXT NOT NULL,
  -- their id on LINE or LINE WORKS
  person TEXT,
  name TEXT
) STRICT;
INSERT INTO audit_people (kind, person, name)
  SELECT actor_kind, actor_id, actor_name FROM audit_entries
  UNION
  SELECT 'line-user', line_user_id, line_user_name FROM audit_entries
    WHERE line_user_id IS NOT NULL OR line_user_name IS NOT NULL
  UNION
  SELECT 'member', member_id, member_name FROM audit_entries
    WHERE member_id IS NOT NULL OR member_name IS NOT NULL;
CREATE UNIQUE INDEX audit_people_known ON audit_people (person, kind, name);

-- Append-only and chained: hash = sha256(hash of the entry before, metadata, content_digest).
CREATE TABLE audit_entry_rows (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  -- ids of audit_people, which loses none
  actor_ref INTEGER NOT NULL,
  room_id INTEGER,
  channel_id TEXT,
  line_user_ref INTEGER,
  member_ref INTEGER,
  direction TEXT,
  kind TEXT,
  outcome TEXT NOT NULL,
  reason TEXT,
  about_id INTEGER,
  -- null: none
  facts TEXT,
  -- null: it has no content
  content_digest BLOB,
  hash BLOB NOT NULL
) STRICT;
-- A hash that is none, of a log that somebody has changed, stays what it is.
INSERT INTO audit_entry_rows
  SELECT entry.id, at, action, actor.id, room_id, channel_id,
    (SELECT id FROM audit_people
      WHERE person IS entry.line_user_id AND kind = 'line-user' AND name IS entry.line_user_name),
    (SELECT id FROM audit_people
      WHERE person IS entry.member_id AND kind = 'member' AND name IS entry.member_name),
    direction, entry.kind, outcome, reason, about_id, nullif(facts, '{}'),
    iif(content_digest = '', NULL, coalesce(unhex(content_digest), CAST(content_digest AS BLOB))),
    coalesce(unhex(hash), CAST(hash AS BLOB))
  FROM audit_entries AS entry
  JOIN audit_people AS actor
    ON actor.person = entry.actor_id AND actor.kind = entry.actor_kind AND actor.name = entry.actor_name
  ORDER BY entry.id;

-- The contents belong to those rows now.
DROP VIEW audit_contents;
ALTER TABLE audit_content_rows RENAME TO audit_contents_before;
CREATE TABLE audit_content_rows (
  entry_id INTEGER PRIMARY KEY REFERENCES audit_entry_rows (id),
  text TEXT NOT NULL,
  -- what is not text: sticker ids, coordinates
  detail TEXT,
  salt TEXT NOT NULL,
  -- 0 and 1 take up no room, so that the row keeps its size
  erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))
) STRICT;
INSERT INTO audit_content_rows
  SELECT entry_id, text, detail, salt, erased FROM audit_contents_before ORDER BY entry_id;
DROP TABLE audit_contents_before;
DROP TABLE audit_entries;

CREATE INDEX audit_entries_at ON audit_entry_rows (at);
CREATE INDEX audit_entries_about ON audit_entry_rows (about_id) WHERE about_id IS NOT NULL;
CREATE INDEX audit_entries_room ON audit_entry_rows (room_id) WHERE room_id IS NOT NULL;
CREATE INDEX audit_releases_by_member ON audit_entry_rows (member_ref, about_id)
  WHERE action = 'message.release';
CREATE INDEX audit_releases_by_line_user ON audit_entry_rows (line_user_ref, about_id)
  WHERE action = 'message.release';
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entry_rows
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entry_rows
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
CREATE TRIGGER audit_people_no_update BEFORE UPDATE ON audit_people
BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END;
CREATE TRIGGER audit_people_no_delete BEFORE DELETE ON audit_people
BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END;

-- Each column that is asked for is looked up, and no other.
CREATE VIEW audit_entries AS
  SELECT entry.id, entry.at, entry.action,
    (SELECT kind FROM audit_people WHERE id = entry.actor_ref) AS actor_kind,
    (SELECT person FROM audit_people WHERE id = entry.actor_ref) AS actor_id,
    (SELECT name FROM audit_people WHERE id = entry.actor_ref) AS actor_name,
    entry.room_id, entry.channel_id,
    (SELECT person FROM audit_people WHERE id = entry.line_user_ref) AS line_user_id,
    (SELECT name FROM audit_people WHERE id = entry.line_user_ref) AS line_user_name,
    (SELECT person FROM audit_people WHERE id = entry.member_ref) AS member_id,
    (SELECT name FROM audit_people WHERE id = entry.member_ref) AS member_name,
    entry.direction, entry.kind, entry.outcome, entry.reason, entry.about_id,
    coalesce(entry.facts, '{}') AS facts,
    coalesce(lower(hex(entry.content_digest)), '') AS content_digest,
    lower(hex(entry.hash)) AS hash,
    entry.actor_ref, entry.line_user_ref, entry.member_ref
  FROM audit_entry_rows AS entry;

CREATE VIEW audit_contents AS
  SELECT entry_id, text, detail, salt FROM audit_content_rows WHERE erased = 0;
CREATE TRIGGER audit_contents_insert INSTEAD OF INSERT ON audit_contents
BEGIN
  INSERT INTO audit_content_rows (entry_id, text, detail, salt)
    VALUES (NEW.entry_id, NEW.text, NEW.detail, NEW.salt);
END;
CREATE TRIGGER audit_contents_update INSTEAD OF UPDATE ON audit_contents
BEGIN
  UPDATE audit_content_rows SET text = NEW.text, detail = NEW.detail, salt = NEW.salt
    WHERE entry_id = OLD.entry_id;
END;
CREATE TRIGGER audit_contents_erase INSTEAD OF DELETE ON audit_contents
BEGIN
  UPDATE audit_content_rows SET
    erased = 1,
    text = replace(hex(zeroblob(length(CAST(text AS BLOB)))), '00', ' '),
    detail = iif(detail IS NULL, NULL, replace(hex(zeroblob(length(CAST(detail AS BLOB)))), '00', ' ')),
    salt = replace(hex(zeroblob(length(CAST(salt AS BLOB)))), '00', ' ')
    WHERE entry_id = OLD.entry_id;
END;
