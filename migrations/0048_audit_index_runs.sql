-- Entries are found by runs of one character as well: the search index is written again from the log.
DELETE FROM audit_blocks;
DELETE FROM audit_segments;
DELETE FROM audit_index_cut;
