import type { LineUserId } from '../../domain/ids.ts';
import { forgettings } from '../schema.ts';
import { and, count, eq, ne } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** A LINE user who is being forgotten, or has been. */
export type Forgetting = typeof forgettings.$inferSelect;

export function readForgetting(db: Database, id: number): Forgetting | null {
  return db.select().from(forgettings).where(eq(forgettings.id, id)).get() ?? null;
}

/** The forgetting of a LINE user that is under way; null: there is none. */
export function forgettingOf(db: Database, lineUserId: LineUserId): Forgetting | null {
  return (
    db
      .select()
      .from(forgettings)
      .where(and(eq(forgettings.lineUserId, lineUserId), ne(forgettings.stage, 'done')))
      .get() ?? null
  );
}

/** @returns its number */
export function insertForgetting(
  db: Database,
  begun: Pick<Forgetting, 'lineUserId' | 'askedBy' | 'askedAt' | 'askedEntry' | 'names' | 'since'>,
): number {
  return db
    .insert(forgettings)
    .values({ ...begun, stage: 'ending' })
    .returning({ id: forgettings.id })
    .get().id;
}

export function changeForgetting(
  db: Database,
  id: number,
  change: Partial<Omit<Forgetting, 'id'>>,
): void {
  db.update(forgettings).set(change).where(eq(forgettings.id, id)).run();
}

/** How many are under way, for `status`: each is one row, kept for good. */
export function countForgettings(db: Database): number {
  const isUnderWay = ne(forgettings.stage, 'done');
  return db.select({ n: count() }).from(forgettings).where(isUnderWay).get()?.n ?? 0;
}
