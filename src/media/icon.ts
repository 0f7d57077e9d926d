/**
 * Turns a member's photo into a picture for `sender.iconUrl` (line.md §2.8: square PNG, at most 1
 * MB) and for list rows. Null: the bytes are no readable picture.
 */
export type MakeIcon = (photo: Uint8Array) => Promise<Uint8Array | null>;

/** Called on first use; null where pictures cannot be made (Workers, or no sharp). */
export type IconSource = () => Promise<MakeIcon | null>;

export const noIcons: IconSource = async () => null;
