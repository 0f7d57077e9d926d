-- 0 while it runs; planned again meanwhile, it waits again.
ALTER TABLE jobs ADD COLUMN waits INTEGER NOT NULL DEFAULT 1;
