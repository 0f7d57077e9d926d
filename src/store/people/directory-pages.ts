import { directoryPages } from '../schema.ts';
import { asc, eq, lt, or } from '../sqlite/drizzle.ts';
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

/** Those of this reading, and of any that was left as long ago as this, epoch ms. */
export function forgetPages(db: Database, pass: string, leftBefore: number): void {
  db.delete(directoryPages)
    .where(or(eq(directoryPages.pass, pass), lt(directoryPages.readAt, leftBefore)))
    .run();
}
