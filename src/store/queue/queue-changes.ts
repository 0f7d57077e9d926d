import type { Database } from '../sqlite/database.ts';

/** The queues the engine takes its work from. */
export type Queue = 'inbox' | 'lanes' | 'jobs';

const counts = new WeakMap<Database, Record<Queue, number>>();

/**
 * Counts the writes to each queue since the start. A reader that knows what is due next asks the
 * database again only when the count has grown.
 */
export function queueChanges(db: Database): Record<Queue, number> {
  const known = counts.get(db);
  if (known !== undefined) return known;
  const fresh = { inbox: 0, lanes: 0, jobs: 0 };
  counts.set(db, fresh);
  return fresh;
}

/** Notes a rollback: what was learnt of the queues in that transaction is not so. */
export function queuesUndone(db: Database): void {
  const changes = queueChanges(db);
  changes.inbox += 1;
  changes.lanes += 1;
  changes.jobs += 1;
}
