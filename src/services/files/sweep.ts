import type { Context } from '../../context.ts';
import { HOUR_MS } from '../../domain/durations.ts';
import type { BlobStore, StoreRecord } from '../../media/blob-store.ts';
import { addBlob, hasBlobWithoutPlace, knowsBlob, knowsPlace } from '../../store/files/blobs.ts';
import { isNamed, markDead } from '../../store/files/media.ts';
import { planBlobRemoval } from '../audit/erase-message.ts';

/** What is younger may be a file that is coming in right now. */
const ORPHAN_AFTER_MS = HOUR_MS;

/**
 * Looks through a slice of the store for bytes that a crash, or a database restored from a backup,
 * has left behind: blobs that no row names are removed like all dead ones, bytes without a digest
 * at once. Blobs that a message does name are put on record.
 *
 * @returns where to go on; null at the end
 */
export async function sweepBlobs(
  context: Context,
  blobs: BlobStore,
  cursor: string | null,
): Promise<string | null> {
  const { unknown, next } = await blobs.list(cursor, recordOf(context));
  const loose: string[] = [];
  context.store.transaction(() => {
    for (const { sha256, place, size, at } of unknown) {
      const isOld = context.clock.now() - at > ORPHAN_AFTER_MS;
      if (sha256 === null) {
        if (isOld && place !== null && isUnplaced(context, place)) loose.push(place);
        continue;
      }
      const isNeeded = isNamed(context.db, sha256);
      if (!isNeeded && !isOld) continue;
      addBlob(context.db, { sha256, size, place });
      if (isNeeded) continue;
      markDead(context.db, sha256);
      planBlobRemoval(context);
    }
  });
  for (const place of loose) await blobs.discard(place);
  return next;
}

const recordOf = ({ db }: Context): StoreRecord => ({
  knowsDigest: (sha256, placed) => knowsBlob(db, sha256, placed),
  knowsPlace: (place) => knowsPlace(db, place),
});

/** Whether no digest leads to this place; while any digest's place is unknown, none is judged. */
const isUnplaced = ({ db }: Context, place: string) =>
  !hasBlobWithoutPlace(db) && !knowsPlace(db, place);
