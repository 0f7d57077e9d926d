import { and, asc, eq, lte, min, notInArray } from 'drizzle-orm';
import { jobs } from './schema.ts';
import type { Database } from './store.ts';

export type JobRow = typeof jobs.$inferSelect;

/** Plans a job. A waiting one of the same kind and key is brought forward, never doubled. */
export function planJob(
  db: Database,
  job: {
    readonly kind: string;
    readonly key: string;
    readonly payload: unknown;
    readonly dueAt: number;
  },
): void {
  const payload = JSON.stringify(job.payload);
  const known = db
    .select()
    .from(jobs)
    .where(and(eq(jobs.kind, job.kind), eq(jobs.key, job.key)))
    .get();
  if (known === undefined) {
    db.insert(jobs)
      .values({ ...job, payload })
      .run();
  } else {
    const dueAt = Math.min(known.dueAt, job.dueAt);
    db.update(jobs).set({ payload, dueAt }).where(eq(jobs.id, known.id)).run();
  }
}

export function dueJobs(db: Database, now: number, running: readonly number[]): JobRow[] {
  return db
    .select()
    .from(jobs)
    .where(
      and(lte(jobs.dueAt, now), running.length > 0 ? notInArray(jobs.id, [...running]) : undefined),
    )
    .orderBy(asc(jobs.dueAt), asc(jobs.id))
    .limit(20)
    .all();
}

export function changeJob(
  db: Database,
  id: number,
  change: Partial<Pick<JobRow, 'dueAt' | 'attempts'>>,
): void {
  db.update(jobs).set(change).where(eq(jobs.id, id)).run();
}

export function endJob(db: Database, id: number): void {
  db.delete(jobs).where(eq(jobs.id, id)).run();
}

export function nextJobAt(db: Database, running: readonly number[]): number | null {
  return (
    db
      .select({ at: min(jobs.dueAt) })
      .from(jobs)
      .where(running.length > 0 ? notInArray(jobs.id, [...running]) : undefined)
      .get()?.at ?? null
  );
}
