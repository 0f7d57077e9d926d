import type { Context } from '../../../src/context.ts';
import {
  ERRAND_CLASS,
  type Errand,
  type MediaUpload,
  type RelayErrand,
} from '../../../src/domain/delivery/errand.ts';
import { uploadLane } from '../../../src/domain/delivery/lane.ts';
import { HOUR_MS } from '../../../src/domain/durations.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { keptMedia } from '../../../src/services/files/links.ts';
import { entryOf } from '../../../src/store/audit/audit-log.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import {
  errandOf,
  headRows,
  type OutboxRow,
  queuedOfEntry,
  queueErrand,
} from '../../../src/store/queue/outbox.ts';

/** Less than the day an upload lives: the message still has to be sent. */
const UPLOAD_LIFE_MS = 23 * HOUR_MS;

export const isUploadAlive = (context: Context, upload: MediaUpload): boolean =>
  context.clock.now() - upload.at < UPLOAD_LIFE_MS;

/** A message that waits for its file, with its errand. */
export interface WaitingRelay {
  readonly row: OutboxRow;
  readonly errand: RelayErrand;
}

/** The messages that carry this entry to the other side. */
export function relaysOf({ db }: Context, entryId: EntryId): WaitingRelay[] {
  return queuedOfEntry(db, entryId).flatMap((row) => {
    const errand = readErrand(row);
    return errand?.do === 'relay' ? [{ row, errand }] : [];
  });
}

/** Null where it cannot be read: that is the fault of the row's own lane, where it is set aside on record. */
export function readErrand(row: OutboxRow): Errand | null {
  try {
    return errandOf(row);
  } catch {
    return null;
  }
}

/** Whether a file that is here must be uploaded to LINE WORKS before its message can be sent. */
export const lacksUpload = (context: Context, { row, errand }: WaitingRelay): boolean =>
  errand.to === 'line-works' &&
  !(errand.upload && isUploadAlive(context, errand.upload)) &&
  row.entryId !== null &&
  keptMedia(readMedia(context.db, row.entryId)) !== null;

/**
 * Has a kept file uploaded, in a lane of its own: a storage that hangs must not block a room's
 * words. An upload under way is not planned again. The files' senders take turns.
 */
export function planUpload(context: Context, entryId: EntryId): void {
  const lane = uploadLane(entryId);
  if (headRows(context.db, lane, 1).length > 0) return;
  const errand = { do: 'upload-media' as const, entryId };
  const item = { lane, platform: 'line-works' as const, class: ERRAND_CLASS.relayed, errand };
  const owner = entryOf(context.db, entryId)?.actorId ?? lane;
  queueErrand(context.db, { ...item, owner }, context.clock.now());
}
