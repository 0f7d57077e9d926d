-- Entries of a LINE user that belong to no room: messages whose addressee was asked for, friendships, names. The
-- page of a talk reads them beside those of its rooms. Few entries are in it: some 8 bytes for each.
CREATE INDEX audit_entries_roomless ON audit_entry_rows (line_user_ref)
  WHERE room_id IS NULL AND line_user_ref IS NOT NULL;
-- The page of the log's state names the last verification.
CREATE INDEX audit_entries_verifying ON audit_entry_rows (id) WHERE action = 'audit.verify';
