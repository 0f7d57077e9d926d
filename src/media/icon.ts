/**
 * Turns a member's photo into a picture for `sender.iconUrl` (line.md §2.8: square PNG, at most 1
 * MB) and for list rows. Null: the bytes are no readable picture.
 */
export type MakeIcon = (photo: Uint8Array) => Promise<Uint8Array | null>;

/** Called on first use; null where pictures cannot be made (no sharp, no Images binding). */
export type IconSource = () => Promise<MakeIcon | null>;

export const noIcons: IconSource = async () => null;

/** Uncompressed, 256 × 256 pixels are 262 kB: always far below the 1 MB of line.md §2.8. */
export const ICON_SIDE = 256;
