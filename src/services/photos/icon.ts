import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { photoByHash, readPhoto } from '../../store/people/member-photos.ts';
import { PHOTO_FRESH_MS } from './keep.ts';

/** The key of a link to a member's photo starts with this; the picture's SHA-256 follows. */
const PHOTO_KEY = 'photo-';

/**
 * The address of the member's photo, as a square PNG; null when there is none. The address contains
 * the picture's hash and nothing about the member, so it changes with the picture.
 */
export function memberIconUrl(context: Context, memberId: MemberId): string | null {
  const hash = readPhoto(context.db, memberId)?.pngHash ?? null;
  if (hash === null) return null;
  return context.media.urlOf(`${PHOTO_KEY}${hash}`, 'photo.png', context.clock.now());
}

/**
 * Whether the member's photo has not been requested, or not lately. Photos of link members are
 * refreshed all the time.
 */
export function isPhotoUnknown({ db, clock }: Context, memberId: MemberId): boolean {
  const known = readPhoto(db, memberId);
  if (known === null) return true;
  const isOld = known.checkedAt <= clock.now() - PHOTO_FRESH_MS;
  return isOld && readLinkMember(db, memberId) === null;
}

/** The picture that a link's key names; null when it is gone, or the key is of another kind. */
export function iconByKey(context: Context, key: string): Uint8Array | null {
  return key.startsWith(PHOTO_KEY) ? photoByHash(context.db, key.slice(PHOTO_KEY.length)) : null;
}
