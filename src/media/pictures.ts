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

/**
 * Makes a JPEG of a picture, reading it only when its turn has come. Null: the bytes are no
 * readable picture.
 */
export type MakePreview = (
  read: () => Promise<Uint8Array>,
  contentType: string,
) => Promise<MadePreview | null>;

/** Called on first use; null where pictures cannot be made (Workers, or no sharp). */
export type PreviewSource = () => Promise<MakePreview | null>;

export const noPreviews: PreviewSource = async () => null;
