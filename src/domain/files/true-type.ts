import type { MediaContent } from '../messages/content.ts';

/** The contents of an mp4 index. */
export interface Mp4Index {
  /** The codec of each sound track, as the format writes it: `mp4a`, `samr` … */
  readonly sounds: readonly string[];
  /** The number of video tracks; a cover picture does not count. */
  readonly films: number;
  /** Ms; null when the index does not say. */
  readonly durationMs: number | null;
}

/** Containers of one family: the brand in their first bytes says little about their contents. */
const MP4_TYPES = new Set(['video/mp4', 'video/x-m4v', 'audio/mp4', 'audio/x-m4a']);
/** The same for old phones. LINE plays none of these (line.md §2.7). */
const PHONE_TYPES = new Set(['video/3gpp', 'video/3gpp2']);
const PHONE_SOUND = 'audio/3gpp';
/** Speech codecs that LINE's players don't know, in any container. */
const PHONE_CODECS = new Set(['samr', 'sawb', 'sawp', 'sevc', 'sqcp', 'ssmv']);

/** Whether the index of such a file says more than its first bytes. */
export const isOfMp4Family = (contentType: string): boolean =>
  MP4_TYPES.has(contentType) || PHONE_TYPES.has(contentType);

/**
 * The type of a file whose first bytes leave it open: phones record sounds into film containers.
 * The type it was sent as decides first, then its tracks. `index`: null while it cannot be read.
 */
export function trueTypeOf(
  kind: MediaContent['kind'],
  sniffed: string,
  index: Mp4Index | null,
): string {
  if (!isOfMp4Family(sniffed)) return sniffed;
  const hasSound = index !== null && index.sounds.length > 0;
  const isSound = kind === 'audio' || (hasSound && index.films === 0);
  if (PHONE_TYPES.has(sniffed)) return isSound ? PHONE_SOUND : sniffed;
  if (isSound && hasSound && index.sounds.every((codec) => PHONE_CODECS.has(codec))) {
    return PHONE_SOUND;
  }
  const saysSound = sniffed.startsWith('audio/');
  if (isSound) return saysSound ? sniffed : 'audio/mp4';
  return saysSound && kind === 'video' && (index?.films ?? 0) > 0 ? 'video/mp4' : sniffed;
}
