import { auditPeople } from '../schema.ts';
import { and, asc, eq, gt } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/* Who is in the log, whatever became of them since. */

/** Whether an entry names the person with this id, as a LINE user or as anybody. */
export function isPersonInLog(db: Database, personId: string, as?: 'line-user'): boolean {
  const { id, kind, person } = auditPeople;
  const row = db
    .select({ id })
    .from(auditPeople)
    .where(and(eq(person, personId), as && eq(kind, as)))
    .limit(1)
    .get();
  return row !== undefined;
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
