import type { EntryId } from '../../domain/ids.ts';
import { auditHolds } from '../schema.ts';
import { and, asc, eq, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** What is kept from erasure, of whom or where, and the entry that says why. */
export type Hold = typeof auditHolds.$inferSelect;
/** Whom or what a hold is about. */
export type HoldSubject = Pick<Hold, 'kind' | 'subject'>;

/** As in the partial index. */
const stands = sql`${auditHolds.releasedAt} IS NULL`;

/** The holds that stand, the oldest first. */
export function standingHolds(db: Database): Hold[] {
  return db.select().from(auditHolds).where(stands).orderBy(asc(auditHolds.id)).all();
}

/** A standing hold; null: there is none of that number. */
export function standingHold(db: Database, id: number): Hold | null {
  return (
    db
      .select()
      .from(auditHolds)
      .where(and(eq(auditHolds.id, id), stands))
      .get() ?? null
  );
}

/** The standing hold about exactly this; null: there is none. */
export function holdAbout(db: Database, { kind, subject }: HoldSubject): Hold | null {
  return (
    db
      .select()
      .from(auditHolds)
      .where(and(eq(auditHolds.kind, kind), eq(auditHolds.subject, subject), stands))
      .get() ?? null
  );
}

/** @returns the hold's number */
export function insertHold(
  db: Database,
  hold: HoldSubject & { readonly entryId: EntryId; readonly heldAt: number },
): number {
  return db.insert(auditHolds).values(hold).returning({ id: auditHolds.id }).get().id;
}

/** Epoch ms. */
export function endHold(db: Database, id: number, releasedAt: number): void {
  db.update(auditHolds).set({ releasedAt }).where(eq(auditHolds.id, id)).run();
}
