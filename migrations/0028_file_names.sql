-- A file's name may come with the file only: LINE WORKS tells none with the message (line-works.md §0 row 9).
-- Each such name is searched as part of the message that its entry is about; the row is the entry's own, since
-- that holds the words to take out again. Bigrams made by us, as for audit_index.
CREATE VIRTUAL TABLE audit_names USING fts5(grams, content='', tokenize='unicode61');
INSERT INTO audit_names (audit_names, rank) VALUES ('secure-delete', 1);

-- Names that came before this are put in by the program.
INSERT OR IGNORE INTO audit_index_missing (entry_id)
  SELECT kept.id FROM audit_entries AS kept
  JOIN audit_contents AS name ON name.entry_id = kept.id
  JOIN audit_contents AS message ON message.entry_id = kept.about_id
  WHERE kept.action = 'media.keep'
    AND json_extract(name.detail, '$.fileName') IS NOT NULL
    AND json_extract(message.detail, '$.fileName') IS NULL;

-- Held messages have the member, or the LINE user, only in the entry of their release; handed over ones have
-- another member there. Both are few.
CREATE INDEX audit_releases_by_member ON audit_entries (member_id, about_id)
  WHERE action = 'message.release';
CREATE INDEX audit_releases_by_line_user ON audit_entries (line_user_id, about_id)
  WHERE action = 'message.release';
