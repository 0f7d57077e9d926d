import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { readLinkMember } from '../../store/link-members.ts';
import { photoByHash, readPhoto } from '../../store/member-photos.ts';
import { PHOTO_FRESH_MS } from './keep.ts';

/** What a link to a member's photo begins with; the rest is the picture's SHA-256. */
const PHOTO_KEY = 'photo-';

/**
 * Where the member's photo can be loaded, as a square PNG; null when there is none. The address holds
 * the picture's hash and nothing of the member, and so changes when the picture does.
 */
export function memberIconUrl(context: Context, memberId: MemberId): string | null {
  const hash = readPhoto(context.db, memberId)?.pngHash ?? null;
  if (hash === null) return null;
  return context.media.urlOf(`${PHOTO_KEY}${hash}`, 'photo.png', context.clock.now());
}

/**
 * Whether nobody has asked for the member's photo, or not lately. Those of link members are looked after
 * all the time.
 */
export function isPhotoUnknown({ db, clock }: Context, memberId: MemberId): boolean {
  const known = readPhoto(db, memberId);
  if (known === null) return true;
  const isOld = known.checkedAt <= clock.now() - PHOTO_FRESH_MS;
  return isOld && readLinkMember(db, memberId) === null;
}

/** The picture that a link's key names; null when it is gone, or the key is about something else. */
export function iconByKey(context: Context, key: string): Uint8Array | null {
  return key.startsWith(PHOTO_KEY) ? photoByHash(context.db, key.slice(PHOTO_KEY.length)) : null;
}
