import type { Context } from '../../src/context.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/durations.ts';
import { memberId as toMemberId } from '../../src/domain/ids.ts';
import type { BlobStore } from '../../src/media/blob-store.ts';
import type { LineClient } from '../../src/platforms/line/client.ts';
import type { WorksClient } from '../../src/platforms/line-works/client.ts';
import { checkAccounts } from '../../src/services/accounts/check.ts';
import { expireHeld } from '../../src/services/addressee/expire.ts';
import { planBlobRemoval } from '../../src/services/audit/erase-message.ts';
import { tellFailedEvents } from '../../src/services/audit/failed-events.ts';
import { scrub, scrubAfterCall } from '../../src/services/audit/scrub.ts';
import type { DirectoryReader } from '../../src/services/directory/read.ts';
import { forgetOldMedia, removeDeadBlobs } from '../../src/services/files/clear.ts';
import { sweepBlobs } from '../../src/services/files/sweep.ts';
import { watchStore } from '../../src/services/files/watch-store.ts';
import { rereadProfiles } from '../../src/services/line-users/reread-profiles.ts';
import {
  beginMassRegistration,
  continueMassRegistration,
} from '../../src/services/members/mass-registration.ts';
import { refreshMember } from '../../src/services/members/refresh.ts';
import { faultOf, registerLinkMember } from '../../src/services/members/register.ts';
import { tellResults } from '../../src/services/members/registration-results.ts';
import type { Photos } from '../../src/services/photos/fetch.ts';
import { createQuotaRefresher } from '../../src/services/pushes/refresh-quota.ts';
import { continueRoomRun } from '../../src/services/rooms/continue-run.ts';
import { greet, type Started } from '../../src/services/say/greet.ts';
import { indexMissing } from '../../src/store/audit-index.ts';
import { forgetEndedRows } from '../../src/store/ended-rows.ts';
import { forgetEvents } from '../../src/store/inbox.ts';
import { isPlanned, planJob } from '../../src/store/jobs.ts';
import { forgetKeptNotices } from '../../src/store/kept-notices.ts';
import { forgetReplyTokens } from '../../src/store/line-users.ts';
import { listAccounts } from '../../src/store/official-accounts.ts';
import { forgetOrphanRequests } from '../../src/store/requests.ts';
import { forgetTalkIdTries } from '../../src/store/talk-id-tries.ts';
import type { JobEnd, JobHandler } from './queue.ts';

const EVENTS_KEPT_MS = 7 * 24 * HOUR_MS;
/** Longer than a call is tried, a file is waited for or a set of pictures is held. */
const ENDED_ROWS_KEPT_MS = 7 * 24 * HOUR_MS;
const CLEAR_AGAIN_MS = 1000;
/** A notice that its LINE user has not asked for by writing is no news any more. */
const NOTICES_KEPT_MS = 30 * 24 * HOUR_MS;
/** How soon a check that failed is made again. */
const CHECK_AGAIN_MS = MINUTE_MS;
/** How soon blobs are looked at again that could not be removed while a file was coming in. */
const BLOBS_AGAIN_MS = 2000;
/** Between two looks into the store of files: nothing of it is urgent. */
const NEXT_SLICE_MS = 1000;
/** Texts that a migration left to be indexed: some ms of work at a time, between webhooks. */
const INDEXED_AT_ONCE = 200;
const INDEX_PAUSE_MS = 20;
const REGISTER_AGAIN_MS = [2000, 10_000, 30_000, 60_000, 300_000];

/** The bridge's own jobs. */
export function bridgeJobs(
  context: Context,
  platforms: {
    readonly line: LineClient;
    readonly works: WorksClient;
    readonly blobs: BlobStore;
  },
  health: { worksFault: string | null },
  photos: Pick<Photos, 'refresh'>,
  readDirectory: DirectoryReader,
  onFault: (what: string, error: unknown) => void,
): Record<string, JobHandler> {
  /** A restart in the middle begins anew. */
  let sweptTo: string | null = null;
  const refreshQuota = createQuotaRefresher(context, platforms.line);
  return {
    'check-accounts': async () => {
      await checkAccounts(context, platforms.line);
      const failing = listAccounts(context.db).some((account) => account.fault !== null);
      return { kind: 'again', afterMs: failing ? CHECK_AGAIN_MS : 6 * HOUR_MS };
    },
    'check-scopes': async () => {
      const outcome = await platforms.works.scopes();
      health.worksFault = scopeFault(outcome);
      return { kind: 'again', afterMs: health.worksFault === null ? 6 * HOUR_MS : CHECK_AGAIN_MS };
    },
    directory: async () => {
      const read = await readDirectory('poll');
      if (read.kind === 'wait') return { kind: 'again', afterMs: read.afterMs };
      const { directoryPollMs } = context.settings;
      const afterMs =
        read.kind === 'failed' ? Math.min(CHECK_AGAIN_MS, directoryPollMs) : directoryPollMs;
      return { kind: 'again', afterMs };
    },
    register: async (payload, job) => {
      const { memberId: id, anew = false } = payload as { memberId: string; anew?: boolean };
      const memberId = toMemberId(id);
      const refreshed = await refreshMember(context, platforms.works, memberId, anew);
      if (refreshed === 'later') {
        return { kind: 'again', afterMs: REGISTER_AGAIN_MS[job.attempts] ?? 300_000 };
      }
      if (anew && faultOf(context, memberId) === 'talk-id-taken') {
        // It is the other one's account that may have changed.
        const read = await readDirectory(`register-${memberId}`);
        if (read.kind === 'wait') return { kind: 'again', afterMs: read.afterMs };
      }
      context.store.transaction(() => registerLinkMember(context, memberId));
      return { kind: 'done' };
    },
    'tell-results': async (payload) => {
      const { asker } = payload as { asker: string };
      context.store.transaction(() => tellResults(context, asker));
      return { kind: 'done' };
    },
    'mass-retry': async (payload, job) => {
      const { runId } = payload as { runId: number };
      const read = await readDirectory(`mass-${runId}`);
      if (read.kind === 'wait') return { kind: 'again', afterMs: read.afterMs };
      const pause = read.kind === 'failed' ? REGISTER_AGAIN_MS[job.attempts] : undefined;
      if (pause !== undefined) return { kind: 'again', afterMs: pause };
      context.store.transaction(() => beginMassRegistration(context, runId));
      return { kind: 'done' };
    },
    'tell-failed-events': async () => {
      const afterMs = context.store.transaction(() => tellFailedEvents(context));
      return afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };
    },
    'mass-register': async (payload) => {
      const { runId } = payload as { runId: number };
      const afterMs = context.store.transaction(() => continueMassRegistration(context, runId));
      return afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };
    },
    photos: async () => againAfter(await photos.refresh()),
    profiles: async () => {
      const afterMs = await rereadProfiles(context, platforms.line);
      return afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };
    },
    'room-run': async (payload) => {
      const { runId } = payload as { runId: number };
      await refreshQuota();
      const afterMs = context.store.transaction(() =>
        continueRoomRun(context, runId, (roomId, error) => onFault(`room ${roomId}`, error)),
      );
      return afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };
    },
    greet: async (payload) => {
      // Guarantee: only `planGreeting` plans these.
      const afterMs = context.store.transaction(() => greet(context, payload as Started));
      return afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };
    },
    'expire-question': async (payload) => {
      const { token } = payload as { token: string };
      const afterMs = context.store.transaction(() => expireHeld(context, token));
      return afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };
    },
    'remove-blobs': async () => {
      const all = await removeDeadBlobs(context, platforms.blobs);
      return all ? { kind: 'done' } : { kind: 'again', afterMs: BLOBS_AGAIN_MS };
    },
    'sweep-blobs': async () => {
      sweptTo = await sweepBlobs(context, platforms.blobs, sweptTo);
      return { kind: 'again', afterMs: sweptTo === null ? 24 * HOUR_MS : NEXT_SLICE_MS };
    },
    scrub: async (_payload, job) => againAfter(scrub(context, job.attempts)),
    'scrub-after-call': async (payload, job) => {
      const { since } = payload as { since: number };
      return againAfter(context.store.transaction(() => scrubAfterCall(context, job.key, since)));
    },
    'index-audit': async () => {
      const more = context.store.transaction(() => indexMissing(context.db, INDEXED_AT_ONCE));
      return againAfter(more ? INDEX_PAUSE_MS : null);
    },
    housekeeping: async () => {
      const now = context.clock.now();
      // The limit may be another than before the start, and the first look may have had nobody to tell.
      context.store.transaction(() => watchStore(context, null));
      const moreMedia = forgetOldMedia(context);
      context.store.transaction(() => planBlobRemoval(context));
      const moreEvents = context.store.transaction(() =>
        forgetEvents(context.db, now - EVENTS_KEPT_MS),
      );
      const moreRows = context.store.transaction(() =>
        forgetEndedRows(context.db, now - ENDED_ROWS_KEPT_MS),
      );
      forgetReplyTokens(context.db, now - HOUR_MS);
      forgetTalkIdTries(context.db, now - HOUR_MS);
      forgetKeptNotices(context.db, now - NOTICES_KEPT_MS);
      forgetOrphanRequests(context.db, now - 24 * HOUR_MS);
      const more = moreMedia || moreEvents || moreRows;
      return { kind: 'again', afterMs: more ? CLEAR_AGAIN_MS : HOUR_MS };
    },
  };
}

const againAfter = (afterMs: number | null): JobEnd =>
  afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };

const NEEDED_SCOPES = ['bot', 'bot.message', 'user.read'];

/** `missing …`, `unauthorized`, `unreachable`, or null when all is well. */
function scopeFault(outcome: Awaited<ReturnType<WorksClient['scopes']>>): string | null {
  if (outcome.kind === 'sent') {
    const missing = NEEDED_SCOPES.filter((scope) => !outcome.answer.includes(scope));
    return missing.length > 0 ? `missing ${missing.join(' ')}` : null;
  }
  return outcome.kind === 'refused' && outcome.reason === 'unauthorized'
    ? 'unauthorized'
    : 'unreachable';
}

const START_JOBS = [
  'check-accounts',
  'check-scopes',
  'directory',
  'photos',
  'housekeeping',
  'index-audit',
];

/** What a start sets going: all of it in the background, an unreachable platform delays nothing. */
export function planStartJobs(context: Context): void {
  const dueAt = context.clock.now();
  for (const kind of START_JOBS) {
    planJob(context.db, { kind, key: '', payload: {}, dueAt });
  }
  // Goes on by itself: on Workers a start may come every few minutes, and a listing costs money.
  const sweep = { kind: 'sweep-blobs', key: '' };
  if (!isPlanned(context.db, sweep)) planJob(context.db, { ...sweep, payload: {}, dueAt });
}
