import { restorations } from './schema.ts';
import { asc, isNull } from './sqlite/drizzle.ts';
import type { Database } from './sqlite/store.ts';

/** What a database came out of, and the instant it shows. */
export type Restoration = Pick<typeof restorations.$inferSelect, 'source' | 'madeAt'>;

/** The copy this database came out of; null: what waited in it has been ended, or it is no copy. */
export function unsettledRestoration(db: Database): Restoration | null {
  return (
    db
      .select({ source: restorations.source, madeAt: restorations.madeAt })
      .from(restorations)
      .where(isNull(restorations.settledAt))
      .orderBy(asc(restorations.id))
      .limit(1)
      .get() ?? null
  );
}

/** Notes that what waited has been ended. */
export function noteSettled(db: Database, settledAt: number): void {
  db.update(restorations).set({ settledAt }).where(isNull(restorations.settledAt)).run();
}
