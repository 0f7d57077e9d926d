import type { Migration } from './store.ts';

/** The few raw calls a migration needs; each driver file provides its own. */
export interface RawDatabase {
  run(sql: string): void;
  names(sql: string): string[];
  transaction(work: () => void): void;
}

/**
 * Applies the migrations this database has not seen, all in one transaction: a crash leaves it as
 * it was or up to date, never between, and a new database costs one commit.
 *
 * @returns the names of those applied; none for a new database, which had no rows to migrate
 * @throws Error when the database holds an unknown migration: a newer version wrote it.
 */
export function migrate(raw: RawDatabase, migrations: readonly Migration[]): readonly string[] {
  raw.run('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT');
  const applied = new Set(raw.names('SELECT name FROM migrations ORDER BY name'));
  const known = new Set(migrations.map((migration) => migration.name));
  for (const name of applied) {
    if (!known.has(name)) throw new NewerDatabase(name);
  }
  const fresh = migrations.filter((migration) => !applied.has(migration.name));
  raw.transaction(() => {
    for (const migration of fresh) {
      raw.run(migration.sql);
      raw.run(`INSERT INTO migrations (name) VALUES ('${migration.name.replaceAll("'", "''")}')`);
    }
  });
  return applied.size === 0 ? [] : fresh.map((migration) => migration.name);
}

/** A newer Kakehashi wrote this database; an older one must not touch it. */
export class NewerDatabase extends Error {
  constructor(name: string) {
    super(`The database holds the migration ${name}, which this version does not know.`);
    this.name = 'NewerDatabase';
  }
}
