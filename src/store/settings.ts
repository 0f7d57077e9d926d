import { hosting, settings } from './schema.ts';
import { asc, eq, sql } from './sqlite/drizzle.ts';
import type { Database } from './sqlite/store.ts';

/** A setting as it is kept: open, or sealed with a key. */
export type KeptSetting = typeof settings.$inferSelect;

/** The workspace's place in its deployment. */
export type Hosting = Omit<typeof hosting.$inferSelect, 'id'>;

/** All settings, by name. */
export const listSettings = (db: Database): KeptSetting[] =>
  db.select().from(settings).orderBy(asc(settings.name)).all();

export function writeSetting(db: Database, setting: KeptSetting): void {
  const { name, ...row } = setting;
  db.insert(settings).values(setting).onConflictDoUpdate({ target: settings.name, set: row }).run();
}

export function dropSetting(db: Database, name: string): void {
  db.delete(settings).where(eq(settings.name, name)).run();
}

/** The migration makes the row. */
export function readHosting(db: Database): Hosting {
  const { name, salt, standing, since, by } = hosting;
  const row = db.select({ name, salt, standing, since, by }).from(hosting).get();
  if (row === undefined) throw new Error('The row of the hosting is missing.');
  return row;
}

export function changeHosting(db: Database, change: Partial<Hosting>): void {
  db.update(hosting).set(change).where(eq(hosting.id, 1)).run();
}

/** The newest migration that the database has seen. */
export const newestMigration = (db: Database): string | null =>
  db.get<{ name: string | null }>(sql`SELECT max(name) AS name FROM migrations`).name;
