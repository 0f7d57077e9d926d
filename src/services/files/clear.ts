import type { Context } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { entriesAbout, entryOf } from '../../store/audit/audit-log.ts';
import { readRetention } from '../../store/audit/retentions.ts';
import { dropBlob } from '../../store/files/blobs.ts';
import {
  forgetDeadBlob,
  isNamed,
  listDeadBlobs,
  type MediaRow,
  markDead,
  mediaKeptBefore,
  saveMedia,
} from '../../store/files/media.ts';
import { requestsInFlight } from '../../store/queue/requests.ts';
import { eraseEntries } from '../audit/erase-entries.ts';
import { planBlobRemoval } from '../audit/erase-message.ts';
import { createHoldJudge } from '../audit/keep/what-is-held.ts';
import { planScrub } from '../audit/scrub.ts';
import { watchStore } from './watch-store.ts';

/** Removed at a time, so that webhooks are handled in between. */
const AT_ONCE = 100;

/**
 * Removes blobs from the store that are named by no message and by no request that has just fetched
 * them.
 *
 * @returns whether all are removed
 */
export async function removeDeadBlobs(context: Context, blobs: BlobStore): Promise<boolean> {
  let isHeld = false;
  for (const sha256 of listDeadBlobs(context.db, AT_ONCE)) {
    if (isJustIn(context, sha256)) {
      isHeld = true;
      continue;
    }
    const isNeedless = !isNamed(context.db, sha256);
    if (isNeedless) await blobs.remove(sha256);
    context.reached?.('erase.bytes');
    context.store.transaction(() => {
      forgetDeadBlob(context.db, sha256);
      if (isNeedless) dropBlob(context.db, sha256);
      watchStore(context, null);
    });
    context.reached?.('erase.bytes-commit');
  }
  return !isHeld && listDeadBlobs(context.db, 1).length === 0;
}

/** Whether a running fetch has brought these bytes; its message will name them when it ends. */
const isJustIn = ({ db }: Context, sha256: string) =>
  requestsInFlight(db).some(
    ({ step, body }) => step === 'fetch-media' && body?.includes(sha256) === true,
  );

/** How far a round through the oldest files has come. */
export type OldMedia = Pick<MediaRow, 'entryId'> & { readonly keptAt: number };

/**
 * Forgets files whose retention is over: their bytes, name and digest. The log still shows that
 * there was a file. What is held stays. Call it in a transaction.
 *
 * @param from where the round goes on; null: it begins
 * @returns where to go on; null: the round is over
 */
export function forgetOldMedia(
  context: Context,
  from: OldMedia | null,
  limit: number,
): OldMedia | null {
  const { inForceMs } = readRetention(context.db, 'files');
  if (inForceMs === null) return null;
  const before = context.clock.now() - inForceMs;
  const old = mediaKeptBefore(context.db, before, from, limit);
  if (old.length === 0) return null;
  const judge = createHoldJudge(context);
  const going = old.filter(({ entryId }) => {
    const entry = entryOf(context.db, entryId);
    return entry === null || judge(entry) === null;
  });
  for (const row of going) forgetFile(context, row);
  if (going.length > 0) {
    planBlobRemoval(context);
    planScrub(context);
  }
  const last = old.at(-1);
  if (old.length < limit || last?.keptAt == null) return null;
  return { keptAt: last.keptAt, entryId: last.entryId };
}

function forgetFile(context: Context, row: MediaRow): void {
  const { entryId } = row;
  saveMedia(context.db, { entryId, ...EMPTY, state: 'gone', reason: 'gone' });
  for (const sha256 of [row.sha256, row.previewSha256]) {
    if (sha256 !== null) markDead(context.db, sha256);
  }
  const contents = entriesAbout(context.db, entryId, 'media.keep');
  eraseEntries(
    context,
    { contents, names: [] },
    { action: 'media.forget', actor: SYSTEM, outcome: 'ok', aboutId: entryId },
  );
}

const EMPTY = {
  sha256: null,
  size: null,
  previewSha256: null,
  fileName: null,
  keptAt: null,
} as const;
