-- Format 2 of the audit log (docs/audit-format.md). Names of people stand in it as salted digests, as contents do,
-- so that a customer can be erased and the log still verifies; `hash` holds the head of the log at its entry. A
-- database with entries of format 1 is refused before it comes here (src/store/sqlite/migrate.ts).
DROP VIEW audit_entries;
DROP TABLE audit_people;

-- Somebody as they were called when an entry was written: a new name is a new row, so that each entry keeps the
-- name that was true then. An erased name stays in its place as blanks, as an erased content does (0025).
CREATE TABLE audit_people_rows (
  id INTEGER PRIMARY KEY,
  -- 'line-user' or 'member'; of whoever acted also 'admin' or 'system'
  kind TEXT NOT NULL,
  -- their id on LINE or LINE WORKS
  person TEXT,
  -- null: not known then
  name TEXT,
  salt TEXT NOT NULL,
  -- of salt and name; it stays
  digest BLOB NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))
) STRICT;
-- Not by name: a key that changes leaves its old form in the pages beside.
CREATE INDEX audit_people_known ON audit_people_rows (person, kind);

CREATE TRIGGER audit_people_no_update BEFORE UPDATE ON audit_people_rows
WHEN NEW.erased = 0 OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.person IS NOT OLD.person
  OR NEW.digest IS NOT OLD.digest OR trim(NEW.salt) <> '' OR trim(coalesce(NEW.name, '')) <> ''
BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END;
CREATE TRIGGER audit_people_no_delete BEFORE DELETE ON audit_people_rows
BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END;

-- For reading; deleting a row erases name and salt, and the row stays.
CREATE VIEW audit_people AS
  SELECT id, kind, person, iif(erased, NULL, name) AS name, iif(erased, NULL, salt) AS salt, digest, erased
  FROM audit_people_rows;
CREATE TRIGGER audit_people_erase INSTEAD OF DELETE ON audit_people
BEGIN
  UPDATE audit_people_rows SET
    erased = 1,
    name = iif(name IS NULL, NULL, replace(hex(zeroblob(length(CAST(name AS BLOB)))), '00', ' ')),
    salt = replace(hex(zeroblob(length(CAST(salt AS BLOB)))), '00', ' ')
    WHERE id = OLD.id AND erased = 0;
END;

-- Entries that erased something: who asks what became of a content looks only at these.
CREATE INDEX audit_entries_erasing ON audit_entry_rows (id) WHERE instr(facts, '"erased":') > 0;

-- Each column that is asked for is looked up, and no other. An erased name reads as null.
CREATE VIEW audit_entries AS
  SELECT entry.id, entry.at, entry.action,
    (SELECT kind FROM audit_people_rows WHERE id = entry.actor_ref) AS actor_kind,
    (SELECT person FROM audit_people_rows WHERE id = entry.actor_ref) AS actor_id,
    (SELECT iif(erased, NULL, name) FROM audit_people_rows WHERE id = entry.actor_ref) AS actor_name,
    entry.room_id, entry.channel_id,
    (SELECT person FROM audit_people_rows WHERE id = entry.line_user_ref) AS line_user_id,
    (SELECT iif(erased, NULL, name) FROM audit_people_rows WHERE id = entry.line_user_ref) AS line_user_name,
    (SELECT person FROM audit_people_rows WHERE id = entry.member_ref) AS member_id,
    (SELECT iif(erased, NULL, name) FROM audit_people_rows WHERE id = entry.member_ref) AS member_name,
    entry.direction, entry.kind, entry.outcome, entry.reason, entry.about_id,
    coalesce(entry.facts, '{}') AS facts,
    coalesce(lower(hex(entry.content_digest)), '') AS content_digest,
    lower(hex(entry.hash)) AS hash,
    entry.actor_ref, entry.line_user_ref, entry.member_ref
  FROM audit_entry_rows AS entry;
