import type { Context } from '../../src/context.ts';
import { HOUR_MS } from '../../src/domain/durations.ts';
import { isPlanned, planJob } from '../../src/store/queue/jobs.ts';
import type { JobParts, JobTable } from './parts.ts';

/** Signs the audit log from time to time, and posts what was signed. */
export function checkpointJobs({
  context,
  checkpoints,
}: Pick<JobParts, 'context' | 'checkpoints'>): JobTable {
  return {
    // An idle bridge has nothing new, and then nothing is signed.
    checkpoint: async () => {
      await checkpoints.make();
      return { kind: 'again', afterMs: HOUR_MS };
    },
    'post-checkpoint': async (_payload, { attempts }) => {
      if (await checkpoints.post()) return { kind: 'done' };
      const { retryScheduleMs } = context.settings;
      // After the schedule's last step it goes on at that pace: the note is still to be taken.
      const afterMs = retryScheduleMs[attempts] ?? retryScheduleMs.at(-1) ?? HOUR_MS;
      return { kind: 'again', afterMs: Math.max(afterMs, LEAST_PAUSE_MS) };
    },
  };
}

const LEAST_PAUSE_MS = 1000;

/** Continues across starts: on Workers they come every few minutes. */
export function planCheckpoints(context: Context): void {
  const job = { kind: 'checkpoint', key: '' };
  if (isPlanned(context.db, job)) return;
  planJob(context.db, { ...job, payload: {}, dueAt: context.clock.now() });
}
