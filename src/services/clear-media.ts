import { type Context, record } from '../context.ts';
import { SYSTEM } from '../domain/audit.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { entriesAbout, eraseContent } from '../store/audit-log.ts';
import {
  forgetDeadBlob,
  isNamed,
  listDeadBlobs,
  markDead,
  mediaKeptBefore,
  saveMedia,
} from '../store/media.ts';
import { requestsInFlight } from '../store/outbox.ts';
import { planBlobRemoval } from './erase-message.ts';

/** At a time, so that webhooks come in between. */
const AT_ONCE = 100;

/**
 * Removes from the store what no message names any more. While a file is coming in nothing is removed: it
 * may have the same bytes.
 *
 * @returns whether all is removed
 */
export async function removeDeadBlobs(context: Context, blobs: BlobStore): Promise<boolean> {
  for (const sha256 of listDeadBlobs(context.db, AT_ONCE)) {
    const fetching = requestsInFlight(context.db).some(({ step }) => step === 'fetch-media');
    if (fetching) return false;
    if (!isNamed(context.db, sha256)) await blobs.remove(sha256);
    context.store.transaction(() => forgetDeadBlob(context.db, sha256));
  }
  return listDeadBlobs(context.db, 1).length === 0;
}

/** Files whose time is over go: their bytes, name and digest. That there was one stays in the log. */
export function forgetOldMedia(context: Context): void {
  const { mediaRetentionMs } = context.settings;
  if (mediaRetentionMs === null) return;
  const before = context.clock.now() - mediaRetentionMs;
  const old = mediaKeptBefore(context.db, before, AT_ONCE);
  if (old.length === 0) return;
  context.store.transaction(() => {
    for (const row of old) {
      const { entryId } = row;
      saveMedia(context.db, { entryId, ...EMPTY, state: 'gone', reason: 'gone' });
      for (const sha256 of [row.sha256, row.previewSha256]) {
        if (sha256 !== null) markDead(context.db, sha256);
      }
      for (const id of entriesAbout(context.db, entryId, 'media.keep')) {
        eraseContent(context.db, id);
      }
      record(context, { action: 'media.forget', actor: SYSTEM, outcome: 'ok', aboutId: entryId });
    }
    planBlobRemoval(context);
  });
}

const EMPTY = {
  sha256: null,
  size: null,
  previewSha256: null,
  fileName: null,
  keptAt: null,
} as const;
