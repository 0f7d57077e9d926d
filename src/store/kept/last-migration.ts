import { sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** The newest migration that this database has seen. */
export const lastMigration = (db: Database): string | null =>
  db.get<{ name: string | null }>(sql`SELECT max(name) AS name FROM migrations`)?.name ?? null;
