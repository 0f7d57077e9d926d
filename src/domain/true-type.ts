import type { MediaContent } from './content.ts';

/** What the index of an mp4 tells. */
export interface Mp4Index {
  /** The codec of each sound track, as the format writes it: `mp4a`, `samr` … */
  readonly sounds: readonly string[];
  /** Tracks of moving pictures; a cover is none. */
  readonly films: number;
  /** Ms; null when it tells none. */
  readonly durationMs: number | null;
}

/** Containers of one family: the brand in their first bytes says little about what is in them. */
const MP4_TYPES = new Set(['video/mp4', 'video/x-m4v', 'audio/mp4', 'audio/x-m4a']);
/** The same for old phones. LINE plays none of these (line.md §2.7). */
const PHONE_TYPES = new Set(['video/3gpp', 'video/3gpp2']);
const PHONE_SOUND = 'audio/3gpp';
/** Codecs of speech that LINE's players don't know, in whatever container. */
const PHONE_CODECS = new Set(['samr', 'sawb', 'sawp', 'sevc', 'sqcp', 'ssmv']);

/** Whether the index of such a file says more than its first bytes. */
export const isOfMp4Family = (contentType: string): boolean =>
  MP4_TYPES.has(contentType) || PHONE_TYPES.has(contentType);

/**
 * What a file is, where its first bytes leave that open: phones record sounds into the container of films.
 * What it was sent as decides, then its tracks. `index`: null while it cannot be read.
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
