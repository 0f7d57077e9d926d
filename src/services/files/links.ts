import type { Context } from '../../context.ts';
import { extensionOf } from '../../domain/files/file-name.ts';
import { nameWithExtension } from '../../domain/files/file-types.ts';
import { familyOf } from '../../domain/files/media-form.ts';
import { entryId as toEntryId } from '../../domain/ids.ts';
import { type MediaRow, readMedia } from '../../store/files/media.ts';

/** The message, so that the link dies with it, and the bytes, which messages may share. */
const KEY = /^blob-(\d{1,15})-([0-9a-f]{64})$/;
/** The picture shown for a film until it plays: the same for all films. */
const TILE_KEY = 'film-tile';

/** Bytes of a name in an address; a button's address may have 1000 (line.md §2.7). */
const NAME_MAX = 300;

/** A file that has been kept. */
export type KeptMedia = MediaRow & {
  readonly state: 'kept';
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string;
};

/** A message's file once it is here; null before that and after it has been erased. */
export function keptMedia(row: MediaRow | null): KeptMedia | null {
  if (row === null) return null;
  const { state, sha256, size, contentType } = row;
  if (state !== 'kept' || sha256 === null || size === null || contentType === null) return null;
  return { ...row, state, sha256, size, contentType };
}

/** The address of a file, valid for `MEDIA_LINK_DAYS`. */
export function mediaUrl(context: Context, media: KeptMedia): string {
  const key = `blob-${media.entryId}-${media.sha256}`;
  return context.media.urlOf(key, nameInAddress(media), context.clock.now());
}

/** Makes LINE open an address in the phone's own browser (LINE: "Using LINE URL scheme"). */
const OUTSIDE_LINE = '?openExternalBrowser=1';

/** The address for a person to open: LINE's own browser shows a file but saves none. */
export const openedUrl = (context: Context, media: KeptMedia): string =>
  `${mediaUrl(context, media)}${OUTSIDE_LINE}`;

/** The address of the JPEG preview; null without one. */
export function previewUrl(context: Context, media: KeptMedia): string | null {
  if (media.previewSha256 === null) return null;
  const key = `blob-${media.entryId}-${media.previewSha256}`;
  return context.media.urlOf(key, 'preview.jpg', context.clock.now());
}

export const filmTileUrl = (context: Context): string =>
  context.media.urlOf(TILE_KEY, 'film.png', context.clock.now());

export const isFilmTile = (key: string): boolean => key === TILE_KEY;

/** The name itself while it is short; 100 Japanese characters would fill an address. */
function nameInAddress({ fileName, contentType }: KeptMedia): string {
  const name = playedName(nameWithExtension(fileName, 'file', contentType), contentType);
  if (encodeURIComponent(name).length <= NAME_MAX) return name;
  const extension = extensionOf(name);
  return /^[a-z0-9]{1,10}$/.test(extension) ? `file.${extension}` : 'file';
}

/**
 * A sound that its phone named as a film gets the extension of a sound that LINE plays (line.md
 * §2.7: mp3 or m4a).
 */
function playedName(name: string, contentType: string): string {
  const isSound = contentType === 'audio/mp4' || contentType === 'audio/x-m4a';
  return isSound ? name.replace(/\.(?:mp4|m4v|mov|3gp|3g2)$/i, '.m4a') : name;
}

/** What a link leads to. */
export interface ServedBlob {
  readonly sha256: string;
  readonly contentType: string;
  /** Null: it may be shown in the browser; otherwise it is saved, under this name. */
  readonly saveAs: string | null;
}

/** The blob that a link's key names; null for other keys, an unsent message or an erased file. */
export function blobByKey(context: Context, key: string): ServedBlob | null {
  const [, entry, sha256] = KEY.exec(key) ?? [];
  if (entry === undefined || sha256 === undefined) return null;
  const media = keptMedia(readMedia(context.db, toEntryId(Number(entry))));
  if (media === null) return null;
  if (sha256 === media.previewSha256) return { sha256, contentType: 'image/jpeg', saveAs: null };
  if (sha256 !== media.sha256) return null;
  if (familyOf(media) !== null) return { sha256, contentType: media.contentType, saveAs: null };
  const saveAs = nameWithExtension(media.fileName, 'file', media.contentType);
  return { sha256, contentType: 'application/octet-stream', saveAs };
}
