import type { Migration } from '../sqlite/store.ts';

/* The registry's own schema: it has no table of a workspace, and none of its numbers. */

const FIRST = `CREATE TABLE workspaces (
  name TEXT PRIMARY KEY,
  object_id TEXT NOT NULL UNIQUE,
  jurisdiction TEXT,
  domain_id TEXT UNIQUE,
  state TEXT NOT NULL,
  version TEXT,
  created_at INTEGER NOT NULL,
  seen_at INTEGER,
  period_ms INTEGER NOT NULL,
  revived_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE channels (
  channel_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  variable TEXT NOT NULL,
  call_id INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX channels_by_name ON channels (name);
CREATE TABLE calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  key_id TEXT NOT NULL,
  verb TEXT NOT NULL,
  workspace TEXT,
  status INTEGER
) STRICT;
CREATE TABLE nonces (
  nonce TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX nonces_by_until ON nonces (until)
`;

/** A database that goes back to a past state cannot tell so itself: it is noted here until its workspace has seen to it. */
const RESTORATIONS = `CREATE TABLE restorations (
  object_id TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID
`;

export const REGISTRY_MIGRATIONS: readonly Migration[] = [
  { name: '0001_registry', sql: FIRST },
  { name: '0002_restorations', sql: RESTORATIONS },
];
