import { type EntryId, entryId } from '../../domain/ids.ts';
import type { RetentionState } from '../../domain/retention.ts';
import { retentions } from '../schema.ts';
import { eq } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

export type RetentionRow = typeof retentions.$inferSelect;
/** Words with their files, or files alone. */
export type Retained = RetentionRow['what'];

/** How erasure by age stands. */
export function readRetention(db: Database, what: Retained): RetentionRow {
  return (
    db.select().from(retentions).where(eq(retentions.what, what)).get() ?? {
      what,
      inForceMs: null,
      announcedMs: null,
      announcedFor: null,
      seenTo: entryId(0),
    }
  );
}

/** Keeps the period in force, or announced. */
export function saveRetention(db: Database, what: Retained, state: RetentionState): void {
  const { inForceMs, announcedMs, announcedFor } = state;
  const change = { inForceMs, announcedMs, announcedFor };
  db.insert(retentions)
    .values({ what, seenTo: entryId(0), ...change })
    .onConflictDoUpdate({ target: retentions.what, set: change })
    .run();
}

/** Notes how far the log has been looked through. */
export function noteSeen(db: Database, what: Retained, seenTo: EntryId): void {
  db.update(retentions).set({ seenTo }).where(eq(retentions.what, what)).run();
}

/** Has the whole log looked through again. */
export function lookAgain(db: Database): void {
  db.update(retentions)
    .set({ seenTo: entryId(0) })
    .run();
}
