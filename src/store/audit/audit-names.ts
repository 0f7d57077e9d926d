import { auditPeople } from '../schema.ts';
import { asc, eq, gt } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/* Who is in the log, whatever became of them since. */

/** Whether an entry names the person with this id. */
export function isPersonInLog(db: Database, person: string): boolean {
  return (
    db
      .select({ id: auditPeople.id })
      .from(auditPeople)
      .where(eq(auditPeople.person, person))
      .limit(1)
      .get() !== undefined
  );
}

/**
 * People in the log under each of their names, `limit` from behind `after` (0: the first), whatever
 * their kind: so a slice is bounded. Erased names are null.
 */
export function namesInLog(
  db: Database,
  after: number,
  limit: number,
): Pick<typeof auditPeople.$inferSelect, 'id' | 'kind' | 'name'>[] {
  return db
    .select({ id: auditPeople.id, kind: auditPeople.kind, name: auditPeople.name })
    .from(auditPeople)
    .where(gt(auditPeople.id, after))
    .orderBy(asc(auditPeople.id))
    .limit(limit)
    .all();
}
