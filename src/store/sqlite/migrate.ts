import type { Reached } from '../../domain/fault-points.ts';
import type { Migration } from './store.ts';

/** The few raw calls a migration needs; each driver file provides its own. */
export interface RawDatabase {
  run(sql: string): void;
  names(sql: string): string[];
  transaction(work: () => void): void;
}

/** What holds the database, for the words of an error. */
export interface DatabasePlace {
  readonly name: string;
  /** What to do where this database can't be continued. */
  readonly instead: string;
}

/**
 * Applies the migrations this database has not seen, all in one transaction: a crash leaves it as
 * it was or up to date, never between, and a new database costs one commit.
 *
 * @returns the names of those applied; none for a new database, which had no rows to migrate
 * @throws NewerDatabase, OldAuditLog
 */
export function migrate(
  raw: RawDatabase,
  migrations: readonly Migration[],
  place: DatabasePlace,
  reached?: Reached,
): readonly string[] {
  raw.run('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT');
  const applied = new Set(raw.names('SELECT name FROM migrations ORDER BY name'));
  const known = new Set(migrations.map((migration) => migration.name));
  for (const name of applied) {
    if (!known.has(name)) throw new NewerDatabase(name);
  }
  if (hasOldEntries(raw, applied)) throw new OldAuditLog(place);
  const fresh = migrations.filter((migration) => !applied.has(migration.name));
  raw.transaction(() => {
    for (const migration of fresh) {
      raw.run(migration.sql);
      raw.run(`INSERT INTO migrations (name) VALUES ('${migration.name.replaceAll("'", "''")}')`);
    }
    reached?.('migrate.write');
  });
  reached?.('migrate.commit');
  return applied.size === 0 ? [] : fresh.map((migration) => migration.name);
}

/** A newer Kakehashi wrote this database; an older one must not touch it. */
export class NewerDatabase extends Error {
  constructor(name: string) {
    super(`The database holds the migration ${name}, which this version does not know.`);
    this.name = 'NewerDatabase';
  }
}

/** The first migration with an audit log, and the one that changed how its entries are hashed. */
const AUDIT_LOG = '0003_audit.sql';
const FORMAT_2 = '0036_audit_names.sql';

const hasOldEntries = (raw: RawDatabase, applied: ReadonlySet<string>): boolean =>
  applied.has(AUDIT_LOG) &&
  !applied.has(FORMAT_2) &&
  raw.names('SELECT id AS name FROM audit_entries LIMIT 1').length > 0;

/** The log is in a format that can't be continued, and rewriting it would end what it proves. */
export class OldAuditLog extends Error {
  constructor({ name, instead }: DatabasePlace) {
    super(
      `${name} holds an audit log in the format of an earlier version. This version does not continue ` +
        `it: to rewrite the log would end what it proves. Nothing was changed. ${instead}`,
    );
    this.name = 'OldAuditLog';
  }
}
