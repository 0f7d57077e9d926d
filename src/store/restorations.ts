import { restorations } from './schema.ts';
import { asc, gte, isNull } from './sqlite/drizzle.ts';
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

/** Whether this database came out of a copy that was made at an instant (epoch ms) or later. */
export const isCopiedSince = (db: Database, instant: number): boolean =>
  db
    .select({ id: restorations.id })
    .from(restorations)
    .where(gte(restorations.madeAt, instant))
    .limit(1)
    .get() !== undefined;

/** Notes that what waited has been ended. */
export function noteSettled(db: Database, settledAt: number): void {
  db.update(restorations).set({ settledAt }).where(isNull(restorations.settledAt)).run();
}
