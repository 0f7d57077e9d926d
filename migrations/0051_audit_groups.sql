-- 0: a run of entries. 1: a group of such runs; its terms stand with the runs they occur in, counted from the first,
-- so that a search passes over those where it would find nothing.
ALTER TABLE audit_segments ADD COLUMN level INTEGER NOT NULL DEFAULT 0 CHECK (level IN (0, 1));
