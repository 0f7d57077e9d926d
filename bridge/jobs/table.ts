import type { Context } from '../../src/context.ts';
import { isPlanned, planJob, unplannedKinds } from '../../src/store/queue/jobs.ts';
import { checkpointJobs, planCheckpoints } from './checkpoints.ts';
import { checkJobs } from './checks.ts';
import { exportJobs } from './exports.ts';
import { keepingJobs } from './keeping.ts';
import type { JobParts, JobTable } from './parts.ts';
import { registrationJobs } from './registration.ts';
import { talkJobs } from './talks.ts';
import { upkeepJobs } from './upkeep.ts';
import { planWatch, watchJobs } from './watch.ts';

/** The bridge's own jobs. */
export const bridgeJobs = (parts: JobParts): JobTable => ({
  ...checkJobs(parts),
  ...checkpointJobs(parts),
  ...exportJobs(parts),
  ...keepingJobs(parts),
  ...registrationJobs(parts),
  ...talkJobs(parts),
  ...upkeepJobs(parts),
  ...watchJobs(parts),
});

const START_JOBS = [
  'check-accounts',
  'check-scopes',
  'directory',
  'photos',
  'housekeeping',
  'retain',
  'export-audit',
];

/**
 * The jobs of a start: all in the background, so that an unreachable platform delays nothing.
 *
 * @param warms whether the first search is made quick: not where starts come every few minutes
 * @param staysAwake whether the host runs all the time
 */
export function planStartJobs(context: Context, warms: boolean, staysAwake: boolean): void {
  const dueAt = context.clock.now();
  for (const kind of START_JOBS) {
    planJob(context.db, { kind, key: '', payload: {}, dueAt });
  }
  planJob(context.db, { kind: 'index-audit', key: '', payload: { warms }, dueAt });
  // Continues across starts: on Workers they come every few minutes, and a listing costs money.
  const sweep = { kind: 'sweep-blobs', key: '' };
  if (!isPlanned(context.db, sweep)) planJob(context.db, { ...sweep, payload: {}, dueAt });
  planCheckpoints(context);
  planWatch(context, staysAwake);
}

/** Those that run again and again, wherever we are. */
const LASTING_JOBS = [
  ...['check-accounts', 'check-scopes', 'directory', 'housekeeping', 'retain', 'sweep-blobs'],
  ...['checkpoint', 'watch'],
];

/**
 * The jobs of a host that slept and woke again, over the same database with the same configuration:
 * all are planned already, and run when they are due.
 */
export function planWokenJobs({ db, clock }: Context): void {
  for (const kind of unplannedKinds(db, LASTING_JOBS)) {
    planJob(db, { kind, key: '', payload: {}, dueAt: clock.now() });
  }
}
