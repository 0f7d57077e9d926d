-- The page of the log's state names the last verification.
CREATE INDEX audit_entries_verifying ON audit_entry_rows (id) WHERE action = 'audit.verify';
