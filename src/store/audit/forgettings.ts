import type { LineUserId } from '../../domain/ids.ts';
import { forgettings } from '../schema.ts';
import { asc, desc, eq, gt, ne } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** A LINE user who is being forgotten, or has been. */
export type Forgetting = typeof forgettings.$inferSelect;

export function readForgetting(db: Database, id: number): Forgetting | null {
  return db.select().from(forgettings).where(eq(forgettings.id, id)).get() ?? null;
}

/** The last time that a LINE user was forgotten, or still is; null: never. */
export function lastForgettingOf(db: Database, lineUserId: LineUserId): Forgetting | null {
  return (
    db
      .select()
      .from(forgettings)
      .where(eq(forgettings.lineUserId, lineUserId))
      .orderBy(desc(forgettings.id))
      .limit(1)
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

/** Those that are under way, the oldest first. */
export function forgettingsUnderWay(db: Database): Forgetting[] {
  return db
    .select()
    .from(forgettings)
    .where(ne(forgettings.stage, 'done'))
    .orderBy(asc(forgettings.id))
    .all();
}

/** Those that were asked for after an instant (epoch ms), the oldest first. */
export function forgettingsAskedAfter(
  db: Database,
  instant: number,
): Pick<Forgetting, 'lineUserId' | 'askedBy'>[] {
  const { id, lineUserId, askedBy, askedAt } = forgettings;
  return db
    .select({ lineUserId, askedBy })
    .from(forgettings)
    .where(gt(askedAt, instant))
    .orderBy(asc(id))
    .all();
}
