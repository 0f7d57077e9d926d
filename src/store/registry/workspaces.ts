import * as z from 'zod';
import { type RegistryDatabase, rowsOf } from './database.ts';

/**
 * `creating`: begun and not yet heard to have ended. `leaving`: paused, and to be deleted. `deleted`: gone, and its name
 * is not given to another.
 */
export const REGISTERED_STATES = ['creating', 'live', 'paused', 'leaving', 'deleted'] as const;

export type RegisteredState = (typeof REGISTERED_STATES)[number];

const workspaceRow = z.object({
  name: z.string(),
  /** Of its Durable Object. */
  object_id: z.string(),
  jurisdiction: z.string().nullable(),
  /** The LINE WORKS domain; no other workspace can have it. */
  domain_id: z.string().nullable(),
  state: z.enum(REGISTERED_STATES),
  /** Of the code that answered last. */
  version: z.string().nullable(),
  created_at: z.number(),
  /** When it answered an operator or the watchdog last. */
  seen_at: z.number().nullable(),
  /** How long it may be quiet before the watchdog looks after it. */
  period_ms: z.number(),
  /** When the watchdog last found its alarm ended, and set it again. */
  revived_at: z.number().nullable(),
});

export type WorkspaceRow = z.output<typeof workspaceRow>;

export function findWorkspace(db: RegistryDatabase, name: string): WorkspaceRow | null {
  const rows = db.all('SELECT * FROM workspaces WHERE name = ?', name);
  return rowsOf(workspaceRow, rows)[0] ?? null;
}

/** The workspace a domain belongs to. */
export function workspaceOfDomain(db: RegistryDatabase, domainId: string): WorkspaceRow | null {
  const rows = db.all('SELECT * FROM workspaces WHERE domain_id = ?', domainId);
  return rowsOf(workspaceRow, rows)[0] ?? null;
}

/** Those behind a name, in the order of names. */
export function listWorkspaces(
  db: RegistryDatabase,
  { after, most }: { readonly after: string; readonly most: number },
): WorkspaceRow[] {
  const rows = db.all('SELECT * FROM workspaces WHERE name > ? ORDER BY name LIMIT ?', after, most);
  return rowsOf(workspaceRow, rows);
}

/** Adds a workspace, or changes the one of this name. */
export function writeWorkspace(db: RegistryDatabase, row: WorkspaceRow): void {
  db.all(
    `INSERT INTO workspaces
      (name, object_id, jurisdiction, domain_id, state, version, created_at, seen_at, period_ms, revived_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET object_id = excluded.object_id, domain_id = excluded.domain_id, state = excluded.state,
        version = excluded.version, seen_at = excluded.seen_at, period_ms = excluded.period_ms,
        revived_at = excluded.revived_at`,
    row.name,
    row.object_id,
    row.jurisdiction,
    row.domain_id,
    row.state,
    row.version,
    row.created_at,
    row.seen_at,
    row.period_ms,
    row.revived_at,
  );
}

export const removeWorkspace = (db: RegistryDatabase, name: string): void => {
  db.all('DELETE FROM workspaces WHERE name = ?', name);
};

/** Those the watchdog has to look after: alive, and quiet for longer than their period. */
export function quietWorkspaces(db: RegistryDatabase, now: number, most: number): WorkspaceRow[] {
  const rows = db.all(
    `SELECT * FROM workspaces
      WHERE state NOT IN ('creating', 'deleted') AND coalesce(seen_at, created_at) + period_ms <= ?
      ORDER BY coalesce(seen_at, created_at) + period_ms LIMIT ?`,
    now,
    most,
  );
  return rowsOf(workspaceRow, rows);
}
