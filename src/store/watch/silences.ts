import { type Platform, silences } from '../schema.ts';
import { and, desc, eq, lt } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** A platform's longest silences before this day, the latest day first. Working ms. */
export function silencesBefore(
  db: Database,
  platform: Platform,
  day: number,
  limit: number,
): number[] {
  return db
    .select({ longestMs: silences.longestMs })
    .from(silences)
    .where(and(eq(silences.platform, platform), lt(silences.day, day)))
    .orderBy(desc(silences.day))
    .limit(limit)
    .all()
    .map(({ longestMs }) => longestMs);
}

/** The longest silence of this day so far; null: none is on record. */
export function silenceOf(db: Database, platform: Platform, day: number): number | null {
  const row = db
    .select({ longestMs: silences.longestMs })
    .from(silences)
    .where(and(eq(silences.platform, platform), eq(silences.day, day)))
    .get();
  return row?.longestMs ?? null;
}

/** Notes a day's longest silence, and forgets days before `from`. */
export function saveSilence(db: Database, row: typeof silences.$inferSelect, from: number): void {
  db.insert(silences)
    .values(row)
    .onConflictDoUpdate({
      target: [silences.platform, silences.day],
      set: { longestMs: row.longestMs },
    })
    .run();
  db.delete(silences)
    .where(and(eq(silences.platform, row.platform), lt(silences.day, from)))
    .run();
}
