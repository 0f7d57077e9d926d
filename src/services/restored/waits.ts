import type { Context } from '../../context.ts';
import { anythingWaits } from '../../store/queue/copied-queues.ts';

/**
 * They read, sign or erase, and say nothing to people. Any other job ends with the copy it was in; those of a start
 * (heartbeat and watch, too) are planned anew by it.
 */
export const KEPT_JOBS = [
  ...['check-accounts', 'check-scopes', 'directory', 'photos', 'profiles', 'housekeeping'],
  ...['retain', 'forget', 'remove-blobs', 'sweep-blobs', 'scrub', 'scrub-after-call'],
  ...['index-audit', 'checkpoint', 'post-checkpoint', 'export-audit'],
];

const PLANNED_ANEW = ['heartbeat', 'watch', 'watch-certificate'];

/** Whether something waits that would be said or done a second time if this database were a copy of a past state. */
export const mayBeSaidAgain = ({ db }: Pick<Context, 'db'>): boolean =>
  anythingWaits(db, [...KEPT_JOBS, ...PLANNED_ANEW]);
