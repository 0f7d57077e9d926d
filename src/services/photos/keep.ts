import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../domain/delivery/outcome.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/durations.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { MakeIcon } from '../../media/icon.ts';
import { notePhotoChecked, readPhoto, savePhoto } from '../../store/people/member-photos.ts';

/** How long a look at somebody's photo counts. */
export const PHOTO_FRESH_MS = 24 * HOUR_MS;
/** How long everybody's photos wait when LINE WORKS is in trouble. */
const AFTER_FAULT_MS = MINUTE_MS;

/**
 * Stores LINE WORKS' answer to the request for a member's photo.
 *
 * @returns how long to leave LINE WORKS alone, ms; null: no need
 */
export async function keepPhoto(
  context: Context,
  memberId: MemberId,
  outcome: Outcome<Uint8Array | null>,
  makeIcon: MakeIcon,
): Promise<number | null> {
  const now = context.clock.now();
  switch (outcome.kind) {
    case 'sent':
      await storePhoto(context, memberId, outcome.answer, makeIcon);
      return null;
    // The stored photo stays until tomorrow.
    case 'refused':
    case 'withheld':
      notePhotoChecked(context.db, memberId, now);
      return null;
    case 'retry':
    case 'unclear':
      // Sooner than tomorrow, but after the other photos: one bad photo must not hold them up.
      notePhotoChecked(context.db, memberId, now - PHOTO_FRESH_MS + HOUR_MS);
      return AFTER_FAULT_MS;
    default:
      return outcome satisfies never;
  }
}

async function storePhoto(
  context: Context,
  memberId: MemberId,
  photo: Uint8Array | null,
  makeIcon: MakeIcon,
): Promise<void> {
  const sourceHash = photo === null ? null : sha256(photo);
  const known = readPhoto(context.db, memberId);
  if (known !== null && known.sourceHash === sourceHash) {
    notePhotoChecked(context.db, memberId, context.clock.now());
    return;
  }
  const png = photo === null ? null : await makeIcon(photo);
  savePhoto(context.db, {
    memberId,
    sourceHash,
    pngHash: png === null ? null : sha256(png),
    png,
    checkedAt: context.clock.now(),
  });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
