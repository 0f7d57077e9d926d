import { type EntryId, entryId } from '../../domain/ids.ts';
import type { RetentionState } from '../../domain/retention.ts';
import { retentions } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import { someColumns } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type RetentionRow = typeof retentions.$inferSelect;
/** Words with their files, or files alone. */
export type Retained = RetentionRow['what'];

const isThis = eq(retentions.what, sql.placeholder('what'));
const statements = prepareOnce((db) => ({
  row: db.select().from(retentions).where(isThis).prepare(),
  seen: db
    .update(retentions)
    .set(someColumns(retentions, ['seenTo']))
    .where(isThis)
    .prepare(),
}));

/** How erasure by age stands. */
export function readRetention(db: Database, what: Retained): RetentionRow {
  return (
    statements(db).row.get({ what }) ?? {
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
  statements(db).seen.run({ what, seenTo });
}

/** Has the whole log looked through again. */
export function lookAgain(db: Database): void {
  db.update(retentions)
    .set({ seenTo: entryId(0) })
    .run();
}
