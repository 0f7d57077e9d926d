/** A small file can unfold into a picture that fills the memory; no phone takes more than this. */
export const MOST_PIXELS = 64_000_000;

/** A picture as phones show it in a chat. */
export interface MadePreview {
  /** JPEG, at most 1 MB (line.md §2.7). */
  readonly jpeg: Uint8Array;
  /** The upright size of the original picture; pixels. */
  readonly width: number;
  readonly height: number;
}

/** Opens the picture's bytes, from the first on each time; null: they are not here. */
export type OpenPicture = () => Promise<ReadableStream<Uint8Array> | null>;

/**
 * Makes a JPEG of a picture, opening it only when its turn has come. Null: the bytes are no readable
 * picture.
 */
export type MakePreview = (open: OpenPicture, contentType: string) => Promise<MadePreview | null>;

/** Called on first use; null where pictures cannot be made (no sharp, no Images binding). */
export type PreviewSource = () => Promise<MakePreview | null>;

export const noPreviews: PreviewSource = async () => null;

/** Each is smaller than the one before; the last is far below 1 MB, whatever it shows. */
export const PREVIEW_STEPS = [
  { side: 2048, quality: 85 },
  { side: 2048, quality: 65 },
  { side: 1280, quality: 65 },
  { side: 720, quality: 50 },
] as const;

/** JPEG has no transparency: a transparent logo would get a black background. */
export const BEHIND_PICTURES = '#ffffff';
