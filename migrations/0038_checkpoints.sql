-- Signed checkpoints of the audit log, by how many entries it had: a copy of what stands outside the
-- database, so that either is missed when it is gone.
CREATE TABLE audit_checkpoints (
  entries INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;

-- The public keys that checkpoints were signed with, and since when (epoch ms).
CREATE TABLE audit_keys (
  verifier_key TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
