-- Messages of which only the beginning is searched: the index holds the first ten thousand characters.
CREATE TABLE audit_index_cut (
  entry_id INTEGER PRIMARY KEY
) STRICT;
