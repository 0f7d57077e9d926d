import type { Context } from '../../src/context.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/domain/durations.ts';
import { createWatch } from '../../src/services/watch/look.ts';
import { lookAtCertificate } from '../../src/services/watch/look-at-certificate.ts';
import { tellGap } from '../../src/services/watch/tell-gap.ts';
import { isPlanned, planJob } from '../../src/store/queue/jobs.ts';
import { saveHeartbeat } from '../../src/store/watch/heartbeat.ts';
import { againAfter, type JobParts, type JobTable, plannedWith } from './parts.ts';

/** After a crash this is how much later it may have ended than is known. */
const BEAT_MS = 30 * SECOND_MS;
/** A start has more urgent things to do. */
const AFTER_START_MS = MINUTE_MS;

/** Notes that the bridge runs, and looks at what may be wrong. */
export function watchJobs({ context, watch }: Pick<JobParts, 'context' | 'watch'>): JobTable {
  const { look } = createWatch(context, watch);
  return {
    heartbeat: async () => {
      // A database that was open on a host that stays awake may have moved to one that sleeps.
      if (!watch.staysAwake) return { kind: 'done' };
      saveHeartbeat(context.db, context.clock.now());
      return { kind: 'again', afterMs: BEAT_MS };
    },
    watch: async () => ({ kind: 'again', afterMs: await look() }),
    'watch-certificate': async () => againAfter(await lookAtCertificate(context, watch)),
    'tell-gap': async (payload) => {
      const { gapId } = plannedWith<{ gapId: number }>(payload);
      return againAfter(context.store.transaction(() => tellGap(context, gapId)));
    },
  };
}

/** Plans what watches. Looks continue across starts: on Workers these come every few minutes. */
export function planWatch({ db, clock }: Context, staysAwake: boolean): void {
  const now = clock.now();
  const plan = (kind: string, dueAt: number) => planJob(db, { kind, key: '', payload: {}, dueAt });
  if (!isPlanned(db, { kind: 'watch', key: '' })) plan('watch', now + AFTER_START_MS);
  if (!staysAwake) return;
  plan('heartbeat', now + BEAT_MS);
  plan('watch-certificate', now + AFTER_START_MS);
}
