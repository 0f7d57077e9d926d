import { jobs } from '../schema.ts';
import { and, asc, eq, lte, sql } from '../sqlite/drizzle.ts';
import { bound, fixedLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { queueChanges } from './queue-changes.ts';
import { runningJobs } from './running-jobs.ts';

export type JobRow = typeof jobs.$inferSelect;

/** Bound as one JSON value: a Durable Object takes 100 bound values. */
const isNotRunning = sql`${jobs.id} NOT IN (SELECT value FROM json_each(${sql.placeholder('running')}))`;

const statements = prepareOnce((db) => ({
  due: db
    .select()
    .from(jobs)
    .where(and(lte(jobs.dueAt, bound('now')), isNotRunning))
    .orderBy(asc(jobs.dueAt), asc(jobs.id))
    .limit(fixedLimit(20))
    .prepare(),
  // Walks the index of times: few jobs are running.
  next: db
    .select({ at: jobs.dueAt })
    .from(jobs)
    .where(isNotRunning)
    .orderBy(asc(jobs.dueAt))
    .limit(fixedLimit(1))
    .prepare(),
}));

/**
 * Plans a job. A waiting one of the same kind and key is brought forward, never doubled; a running
 * one runs again after its end.
 */
export function planJob(
  db: Database,
  job: {
    readonly kind: string;
    readonly key: string;
    readonly payload: unknown;
    readonly dueAt: number;
  },
): void {
  queueChanges(db).jobs += 1;
  const payload = JSON.stringify(job.payload);
  const known = jobOf(db, job);
  if (known === undefined) {
    db.insert(jobs)
      .values({ ...job, payload })
      .run();
  } else {
    const dueAt = runningJobs(db).has(known.id) ? job.dueAt : Math.min(known.dueAt, job.dueAt);
    const plans = known.plans + 1;
    db.update(jobs).set({ payload, dueAt, plans }).where(eq(jobs.id, known.id)).run();
  }
}

type JobName = Pick<JobRow, 'kind' | 'key'>;

const jobOf = (db: Database, { kind, key }: JobName): JobRow | undefined =>
  db
    .select()
    .from(jobs)
    .where(and(eq(jobs.kind, kind), eq(jobs.key, key)))
    .get();

export const isPlanned = (db: Database, job: JobName): boolean => jobOf(db, job) !== undefined;

/** When a job is due, epoch ms; null: it is not planned. */
export const plannedAt = (db: Database, job: JobName): number | null =>
  jobOf(db, job)?.dueAt ?? null;

/** What a job is planned with; null: it is not planned. */
export function plannedPayload(db: Database, job: JobName): unknown {
  const known = jobOf(db, job);
  return known === undefined ? null : JSON.parse(known.payload);
}

/** Which of these kinds, of which there is one job at most, are not planned. */
export function unplannedKinds(db: Database, kinds: readonly string[]): readonly string[] {
  const rows = db.select({ kind: jobs.kind }).from(jobs).where(eq(jobs.key, '')).all();
  const planned = new Set(rows.map(({ kind }) => kind));
  return kinds.filter((kind) => !planned.has(kind));
}

/** @param running ids of jobs to leave out */
export function dueJobs(db: Database, now: number, running: readonly number[]): JobRow[] {
  return statements(db).due.all({ now, running: JSON.stringify(running) });
}

/** Plans a job that has run and wants to run again; a plan made meanwhile counts instead. */
export function repeatJob(
  db: Database,
  job: JobRow,
  change: Pick<JobRow, 'dueAt' | 'attempts'>,
): void {
  queueChanges(db).jobs += 1;
  db.update(jobs).set(change).where(isAsBegun(job)).run();
}

/** Ends a job, unless it was planned meanwhile. */
export function endJob(db: Database, job: JobRow): void {
  queueChanges(db).jobs += 1;
  db.delete(jobs).where(isAsBegun(job)).run();
  db.update(jobs).set({ attempts: 0 }).where(eq(jobs.id, job.id)).run();
}

/** Whether it has not been planned since it was read. */
const isAsBegun = ({ id, plans }: JobRow) => and(eq(jobs.id, id), eq(jobs.plans, plans));

export function nextJobAt(db: Database, running: readonly number[]): number | null {
  return statements(db).next.get({ running: JSON.stringify(running) })?.at ?? null;
}
