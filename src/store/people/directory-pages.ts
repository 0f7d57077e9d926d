import { directoryPages } from '../schema.ts';
import { asc, eq } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

export type DirectoryPage = typeof directoryPages.$inferSelect;

/** The pages a reading has had so far, in order. */
export const pagesOf = (db: Database, pass: string): DirectoryPage[] =>
  db
    .select()
    .from(directoryPages)
    .where(eq(directoryPages.pass, pass))
    .orderBy(asc(directoryPages.page))
    .all();

export function savePage(db: Database, page: DirectoryPage): void {
  db.insert(directoryPages).values(page).onConflictDoNothing().run();
}

export function forgetPages(db: Database, pass: string): void {
  db.delete(directoryPages).where(eq(directoryPages.pass, pass)).run();
}
