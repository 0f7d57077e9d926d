import { auditCheckpoints, auditKeys } from '../schema.ts';
import { asc, desc, eq, gt } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/* The database's copy of the signed checkpoints, and the public keys they were signed with. */

type CheckpointRow = typeof auditCheckpoints.$inferSelect;

/** Keeps a note. One of as many entries that is there already stays. */
export function keepCheckpoint(db: Database, row: CheckpointRow): void {
  db.insert(auditCheckpoints).values(row).onConflictDoNothing().run();
}

/** The note of the most entries. */
export const latestCheckpoint = (db: Database): CheckpointRow | null =>
  db.select().from(auditCheckpoints).orderBy(desc(auditCheckpoints.entries)).limit(1).get() ?? null;

/** Notes of more entries than this, the oldest first. */
export const checkpointsAfter = (
  db: Database,
  entries: number,
  limit: number,
): readonly CheckpointRow[] =>
  db
    .select()
    .from(auditCheckpoints)
    .where(gt(auditCheckpoints.entries, entries))
    .orderBy(asc(auditCheckpoints.entries))
    .limit(limit)
    .all();

/** A public key, and since when it has signed. Epoch ms. */
export type KeyRow = typeof auditKeys.$inferSelect;

/** The keys that have signed, the newest last. */
export const signingKeys = (db: Database): readonly KeyRow[] =>
  db.select().from(auditKeys).orderBy(asc(auditKeys.since)).all();

/** Notes that a key signs from now on. A key that has signed before counts from now, too. */
export function noteSigningKey(db: Database, row: KeyRow): void {
  db.delete(auditKeys).where(eq(auditKeys.verifierKey, row.verifierKey)).run();
  db.insert(auditKeys).values(row).run();
}
