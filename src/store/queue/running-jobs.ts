import type { Database } from '../sqlite/database.ts';

const running = new WeakMap<Database, Set<number>>();

/**
 * The ids of jobs that run now. Only memory knows: a row written at each start is one that hosts bill, and a job that
 * was cut off is still due.
 */
export function runningJobs(db: Database): Set<number> {
  const known = running.get(db) ?? new Set();
  running.set(db, known);
  return known;
}
