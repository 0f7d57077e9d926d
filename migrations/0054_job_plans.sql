-- A job's start is no write any more: its end asks whether it was planned again meanwhile. The old values, 0 and 1, are
-- counts to go on from.
ALTER TABLE jobs RENAME COLUMN waits TO plans;
