-- Erasing takes words out of the file, not only out of sight. Both halves were tried by looking for the bytes
-- in every file (test/store/audit/erasing.test.ts).

-- The contents. SQLite clears a row that is deleted, but to fill the page again it moves the rows beside it,
-- and leaves what it moved where it was: words erased later stood there still. So an erased row stays in its
-- place with as many blanks as it had bytes, which is written over it, and is not shown. Everything reads,
-- changes and deletes `audit_contents`; only what is new goes into the table straight.
CREATE TABLE audit_content_rows (
  entry_id INTEGER PRIMARY KEY REFERENCES audit_entries (id),
  text TEXT NOT NULL,
  -- what is not text: sticker ids, coordinates
  detail TEXT,
  salt TEXT NOT NULL,
  -- 0 and 1 take up no room, so that the row keeps its size
  erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))
) STRICT;
INSERT INTO audit_content_rows (entry_id, text, detail, salt)
  SELECT entry_id, text, detail, salt FROM audit_contents ORDER BY entry_id;

-- The index. The first one only noted that a text was gone: its terms stayed, in their order, and could be read
-- out of the file. This one is told the terms again when they go, and with secure-delete takes them out at
-- once. The bigrams are made by us, so it is filled by the program, the newest texts first; what is still to
-- be put in stands here.
CREATE TABLE audit_index_missing (
  entry_id INTEGER PRIMARY KEY
) STRICT;
INSERT INTO audit_index_missing (entry_id)
  SELECT indexed.id FROM audit_index_docsize AS indexed
  JOIN audit_contents AS said ON said.entry_id = indexed.id;

DROP TABLE audit_index;
CREATE VIRTUAL TABLE audit_index USING fts5(grams, content='', tokenize='unicode61');
INSERT INTO audit_index (audit_index, rank) VALUES ('secure-delete', 1);

DROP TABLE audit_contents;
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
