import type { Context } from '../../src/context.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/durations.ts';
import { planBlobRemoval } from '../../src/services/audit/erase-message.ts';
import { scrub, scrubAfterCall } from '../../src/services/audit/scrub.ts';
import { createIndexKeeper } from '../../src/services/audit/search/keep-index.ts';
import { removeDeadBlobs } from '../../src/services/files/clear.ts';
import { sweepBlobs } from '../../src/services/files/sweep.ts';
import { watchStore } from '../../src/services/files/watch-store.ts';
import { readRetention } from '../../src/store/audit/retentions.ts';
import { listDeadBlobs } from '../../src/store/files/media.ts';
import { forgetReplyTokens } from '../../src/store/line/line-users.ts';
import { forgetPhotosOfOthers } from '../../src/store/people/member-photos.ts';
import { forgetTalkIdTries } from '../../src/store/people/talk-id-tries.ts';
import { forgetEndedRows } from '../../src/store/queue/ended-rows.ts';
import { forgetFailedBodies } from '../../src/store/queue/failed-events.ts';
import { forgetEvents } from '../../src/store/queue/forget-events.ts';
import { forgetOrphanRequests } from '../../src/store/queue/requests.ts';
import { forgetOldUndelivered } from '../../src/store/queue/undelivered.ts';
import { forgetKeptNotices } from '../../src/store/talks/kept-notices.ts';
import { againAfter, type JobParts, type JobTable, plannedWith } from './parts.ts';
import type { JobEnd } from './queue.ts';

const EVENTS_KEPT_MS = 7 * DAY_MS;
/** Longer than the retries of a call, the wait for a file or the hold of a set of pictures. */
const ENDED_ROWS_KEPT_MS = 7 * DAY_MS;
/** So many failed events can be processed again; of a fault that makes more, the oldest can not. */
const FAILED_BODIES_KEPT = 1000;
const CLEAR_AGAIN_MS = 1000;
/** A notice that its LINE user has not asked for by writing is no news any more. */
const NOTICES_KEPT_MS = 30 * DAY_MS;
/** A photo of a member who was only shown in a list is forgotten after so long. */
const PHOTOS_OF_OTHERS_KEPT_MS = 7 * DAY_MS;
/** How soon blobs that could not be removed, as a file was coming in, are looked at again. */
const BLOBS_AGAIN_MS = 2000;
/** Pause between two slices of the file store: the sweep is not urgent. */
const NEXT_SLICE_MS = 1000;

/** Pause between two turns of the index. */
const INDEX_AGAIN_MS = 20;

/** `warms`: also what no search has asked for yet is read. */
interface IndexWish {
  readonly warms?: boolean;
}

/** Clears away expired data, some of it at a time. */
export function upkeepJobs({ context, platforms }: JobParts): JobTable {
  /** A restart in the middle starts again from the front. */
  let sweptTo: string | null = null;
  const index = createIndexKeeper(context);
  return {
    'remove-blobs': async () => {
      const all = await removeDeadBlobs(context, platforms.blobs);
      return all ? { kind: 'done' } : { kind: 'again', afterMs: BLOBS_AGAIN_MS };
    },
    'sweep-blobs': async () => {
      sweptTo = await sweepBlobs(context, platforms.blobs, sweptTo);
      if (sweptTo !== null) return { kind: 'again', afterMs: NEXT_SLICE_MS };
      return { kind: 'again', afterMs: DAY_MS, hour: 4 };
    },
    scrub: async (_payload, job) => againAfter(scrub(context, job.attempts)),
    'scrub-after-call': async (payload, job) => {
      const { since } = plannedWith<{ since: number }>(payload);
      return againAfter(context.store.transaction(() => scrubAfterCall(context, job.key, since)));
    },
    'index-audit': async (payload) => {
      const more = await index.keepUp(plannedWith<IndexWish>(payload).warms === true);
      return againAfter(more ? INDEX_AGAIN_MS : null);
    },
    housekeeping: async () => keepHouse(context),
  };
}

/** Events hold people's words: they are kept no longer than the log keeps those. */
const eventsKeptMs = ({ db }: Context): number =>
  Math.min(EVENTS_KEPT_MS, readRetention(db, 'content').inForceMs ?? EVENTS_KEPT_MS);

function keepHouse(context: Context): JobEnd {
  const now = context.clock.now();
  // The start may have changed the limit, and the first look may have had no administrator to tell.
  context.store.transaction(() => watchStore(context, null));
  // Those of a removal that was cut off.
  if (listDeadBlobs(context.db, 1).length > 0) planBlobRemoval(context);
  const moreEvents = context.store.transaction(() =>
    forgetEvents(context.db, now - eventsKeptMs(context)),
  );
  const moreRows = context.store.transaction(() =>
    forgetEndedRows(context.db, now - ENDED_ROWS_KEPT_MS),
  );
  forgetReplyTokens(context.db, now - HOUR_MS);
  forgetTalkIdTries(context.db, now - HOUR_MS);
  forgetPhotosOfOthers(context.db, now - PHOTOS_OF_OTHERS_KEPT_MS);
  forgetKeptNotices(context.db, now - NOTICES_KEPT_MS);
  forgetOrphanRequests(context.db, now - DAY_MS);
  const { inForceMs } = readRetention(context.db, 'content');
  forgetFailedBodies(context.db, inForceMs === null ? null : now - inForceMs, FAILED_BODIES_KEPT);
  const moreUndelivered = context.store.transaction(() =>
    forgetOldUndelivered(context.db, {
      endedAt: now - ENDED_ROWS_KEPT_MS,
      attemptedAt: now - DAY_MS,
    }),
  );
  const more = moreEvents || moreRows || moreUndelivered;
  return { kind: 'again', afterMs: more ? CLEAR_AGAIN_MS : HOUR_MS };
}
