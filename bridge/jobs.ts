import type { Context } from '../src/context.ts';
import { changeJob, dueJobs, endJob, type JobRow, nextJobAt } from '../src/store/jobs.ts';

/** How a job ended: it is done, or wants to run again. */
export type JobEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly afterMs: number };

/** Work that calls a platform and is no message. Writes in transactions of its own. */
export type JobHandler = (payload: unknown, job: JobRow) => Promise<JobEnd>;

export interface Jobs {
  /** Starts what is due. */
  pump(): void;
  readonly inFlight: ReadonlySet<Promise<void>>;
  nextAt(): number | null;
}

const AFTER_FAULT_MS = 60_000;

/** Runs the jobs of the table, each kind by its handler. A fault of ours delays a job, never loses it. */
export function createJobs(parts: {
  readonly context: Context;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly onSettled: () => void;
  readonly onFault: (what: string, error: unknown) => void;
}): Jobs {
  const { context } = parts;
  const running = new Set<number>();
  const inFlight = new Set<Promise<void>>();

  const run = async (job: JobRow) => {
    const handler = parts.handlers[job.kind];
    try {
      if (handler === undefined) throw new Error(`Nobody handles jobs of kind ${job.kind}.`);
      settle(job, await handler(JSON.parse(job.payload), job));
    } catch (error) {
      parts.onFault(`job ${job.kind}`, error);
      settle(job, { kind: 'again', afterMs: AFTER_FAULT_MS });
    }
  };

  const settle = (job: JobRow, end: JobEnd) => {
    if (end.kind === 'done') endJob(context.db, job.id);
    else {
      const dueAt = context.clock.now() + end.afterMs;
      changeJob(context.db, job.id, { dueAt, attempts: job.attempts + 1 });
    }
  };

  return {
    inFlight,
    nextAt: () => nextJobAt(context.db, [...running]),
    pump: () => {
      for (const job of dueJobs(context.db, context.clock.now(), [...running])) {
        running.add(job.id);
        const work = run(job).finally(() => {
          running.delete(job.id);
          inFlight.delete(work);
          parts.onSettled();
        });
        inFlight.add(work);
      }
    },
  };
}
