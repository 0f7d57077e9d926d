import { extensionOf } from './file-name.ts';

/** The facts of a kept file that decide its form on LINE. */
export interface KeptFile {
  /** Detected from its bytes. */
  readonly contentType: string;
  readonly fileName: string | null;
  /** Bytes. */
  readonly size: number;
  readonly durationMs: number | null;
  /** A JPEG preview exists, at most 1 MB. */
  readonly hasPreview: boolean;
}

/** How a file is shown on LINE (line.md §2.7): there is no `file` to send, so the rest is a card. */
export type MediaForm =
  /** `preview` and `whole` say which file goes as the small picture and which as the large one. */
  | {
      readonly kind: 'image';
      readonly whole: 'original' | 'preview';
      readonly small: 'original' | 'preview';
    }
  | { readonly kind: 'video' }
  | { readonly kind: 'audio'; readonly durationMs: number }
  | { readonly kind: 'card' };

/** Limits of LINE, bytes (line.md §2.7). Decimal: the stricter reading of MB. */
export const IMAGE_MAX_BYTES = 10_000_000;
export const PREVIEW_MAX_BYTES = 1_000_000;
const FILM_MAX_BYTES = 200_000_000;

type Family = 'image' | 'video' | 'audio';

/** The types we serve as themselves. SVG is a document that can hold scripts, so it is not here. */
const FAMILY: Readonly<Record<string, Family>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/apng': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
  'image/heic': 'image',
  'image/heif': 'image',
  'image/avif': 'image',
  'image/bmp': 'image',
  'image/tiff': 'image',
  'video/mp4': 'video',
  'video/x-m4v': 'video',
  'video/quicktime': 'video',
  'video/webm': 'video',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/mpeg': 'audio',
  'audio/ogg': 'audio',
  'audio/wav': 'audio',
  'audio/aac': 'audio',
};

/** Sounds and films share their containers, and phones give either the other's extension. */
const PLAYED = 'mp4 m4v mov webm 3gp 3g2 m4a m4b mp3 ogg oga opus wav aac'.split(' ');

const EXTENSIONS: Readonly<Record<Family, readonly string[]>> = {
  image: 'jpg jpeg jpe jfif png apng gif webp heic heif hif avif bmp tif tiff'.split(' '),
  video: PLAYED,
  audio: PLAYED,
};

const LOOKS_LIKE_EXTENSION = /^[a-z][a-z0-9]{0,4}$/;

/**
 * Whether the bytes are a picture, a film or a sound; null for everything else, and for a file
 * whose name claims another type: a picture called `invoice.html` should open as neither.
 */
export function familyOf({
  contentType,
  fileName,
}: Pick<KeptFile, 'contentType' | 'fileName'>): Family | null {
  const family = Object.hasOwn(FAMILY, contentType) ? FAMILY[contentType] : undefined;
  if (family === undefined) return null;
  const extension = extensionOf(fileName ?? '');
  const poses = LOOKS_LIKE_EXTENSION.test(extension) && !EXTENSIONS[family].includes(extension);
  return poses ? null : family;
}

const isShownByLine = (contentType: string) =>
  contentType === 'image/jpeg' || contentType === 'image/png';
const isMp4 = (contentType: string) => contentType === 'video/mp4' || contentType === 'video/x-m4v';
const isM4aOrMp3 = (contentType: string) =>
  contentType === 'audio/mp4' || contentType === 'audio/x-m4a' || contentType === 'audio/mpeg';

/** The best form in which LINE can show a file. */
export function mediaFormOf(file: KeptFile): MediaForm {
  const { contentType, size } = file;
  const family = size > 0 ? familyOf(file) : null;
  if (family === 'image') return imageForm(file);
  if (family === 'video' && isMp4(contentType) && size <= FILM_MAX_BYTES) return { kind: 'video' };
  // LINE demands a sound's length; a sound of unknown length becomes a card.
  if (family === 'audio' && isM4aOrMp3(contentType) && size <= FILM_MAX_BYTES) {
    const durationMs = Math.round(file.durationMs ?? 0);
    if (durationMs > 0) return { kind: 'audio', durationMs };
  }
  return { kind: 'card' };
}

function imageForm({ contentType, size, hasPreview }: KeptFile): MediaForm {
  const whole = isShownByLine(contentType) && size <= IMAGE_MAX_BYTES ? 'original' : 'preview';
  const small = whole === 'original' && size <= PREVIEW_MAX_BYTES ? 'original' : 'preview';
  const needsPreview = whole === 'preview' || small === 'preview';
  return needsPreview && !hasPreview ? { kind: 'card' } : { kind: 'image', whole, small };
}

/** Whether a JPEG preview must be made before LINE can show the file. */
export function wantsPreview(file: Omit<KeptFile, 'hasPreview' | 'durationMs'>): boolean {
  if (file.size === 0 || familyOf(file) !== 'image') return false;
  return !isShownByLine(file.contentType) || file.size > PREVIEW_MAX_BYTES;
}

/** Whether the length must be read before LINE can play the file. */
export const wantsDuration = (file: Omit<KeptFile, 'hasPreview' | 'durationMs'>): boolean =>
  file.size > 0 && familyOf(file) === 'audio' && isM4aOrMp3(file.contentType);
