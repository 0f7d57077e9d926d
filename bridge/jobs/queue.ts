import type { Context } from '../../src/context.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/durations.ts';
import { hourMark, type MarkedHour } from '../../src/domain/hour-mark.ts';
import { createDue } from '../../src/store/queue/due.ts';
import { dueJobs, endJob, type JobRow, nextJobAt, repeatJob } from '../../src/store/queue/jobs.ts';
import { runningJobs } from '../../src/store/queue/running-jobs.ts';

/** How a job ended: it is done, or wants to run again. */
export type JobEnd =
  | { readonly kind: 'done' }
  /** `hour`: of something that comes each six hours or more seldom, on a host that sleeps. */
  | { readonly kind: 'again'; readonly afterMs: number; readonly hour?: MarkedHour };

/** Work that calls a platform and is no message. Writes in its own transactions. */
export type JobHandler = (payload: unknown, job: JobRow) => Promise<JobEnd>;

export interface Jobs {
  /** Starts due jobs. */
  pump(): void;
  readonly inFlight: ReadonlySet<Promise<void>>;
  nextAt(): number | null;
}

const AFTER_FAULT_MS = MINUTE_MS;
const SETTLE_AGAIN_MS = 1000;

interface JobsParts {
  readonly context: Context;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** A Worker has few connections: more jobs than this wait their turn. */
  readonly mostAtOnce: number;
  /** Whether the host sleeps when idle: then what waits for an hour or longer wakes it together. */
  readonly sleeps?: boolean;
  /** How long an unwritten end waits for its next try, real ms; absent: a second. */
  readonly settleAgainMs?: number;
  readonly onSettled: () => void;
  readonly onFault: (what: string, error: unknown) => void;
}

/**
 * Runs jobs, each kind by its handler in the table. A fault of ours delays a job, never loses it.
 */
export function createJobs(parts: JobsParts): Jobs {
  const { context } = parts;
  const running = new Set<number>();
  const inFlight = new Set<Promise<void>>();
  const due = createDue(context.db, context.clock, 'jobs', () =>
    nextJobAt(context.db, [...running]),
  );

  const begin = (job: JobRow) => {
    running.add(job.id);
    runningJobs(context.db).add(job.id);
    due.changed();
    context.reached?.('run.begin');
    const work = runJob(parts, job).finally(() => {
      running.delete(job.id);
      runningJobs(context.db).delete(job.id);
      due.changed();
      inFlight.delete(work);
      parts.onSettled();
    });
    inFlight.add(work);
  };

  return {
    inFlight,
    // While all places are taken, the end of a job wakes us.
    nextAt: () => (running.size >= parts.mostAtOnce ? null : due.nextAt()),
    pump: () => {
      if (!due.isNow()) return;
      for (const job of dueJobs(context.db, context.clock.now(), [...running])) {
        if (running.size >= parts.mostAtOnce) return;
        begin(job);
      }
    },
  };
}

async function runJob(parts: JobsParts, job: JobRow): Promise<void> {
  const end = await handle(parts, job);
  parts.context.reached?.('run.done');
  const againMs = parts.settleAgainMs ?? SETTLE_AGAIN_MS;
  // An end that cannot be written is written later: the job stays under way, and is not lost.
  while (!trySettle(parts, job, end)) {
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
  parts.context.reached?.('run.commit');
}

async function handle({ handlers, onFault }: JobsParts, job: JobRow): Promise<JobEnd> {
  const handler = handlers[job.kind];
  try {
    if (handler === undefined) throw new Error(`No handler for jobs of kind ${job.kind}.`);
    return await handler(JSON.parse(job.payload), job);
  } catch (error) {
    onFault(`job ${job.kind}`, error);
    return { kind: 'again', afterMs: AFTER_FAULT_MS };
  }
}

function trySettle(parts: JobsParts, job: JobRow, end: JobEnd): boolean {
  try {
    settle(parts, job, end);
    return true;
  } catch (error) {
    parts.onFault(`job ${job.kind}`, error);
    return false;
  }
}

function settle({ context, sleeps }: JobsParts, job: JobRow, end: JobEnd): void {
  const { db, clock, settings } = context;
  if (end.kind === 'done') {
    endJob(db, job);
    return;
  }
  const at = clock.now() + end.afterMs;
  const waitsForMark = sleeps && end.afterMs >= HOUR_MS;
  const dueAt = waitsForMark ? hourMark(at, settings.domainId, end.hour) : at;
  repeatJob(db, job, { dueAt, attempts: job.attempts + 1 });
}
