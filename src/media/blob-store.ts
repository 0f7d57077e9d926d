/**
 * Where the files that people send are kept, named by what is in them. Bytes pass through in pieces: no
 * file is ever held in memory whole.
 */
export interface BlobStore {
  /** Takes the pieces as they come; what goes over the limit, or breaks off, leaves nothing behind. */
  put(
    source: AsyncIterable<Uint8Array>,
    limits: { readonly mostBytes: number | null },
  ): Promise<Kept>;
  /** The bytes, or those of a range; null when they are not here. */
  open(sha256: string, range?: BlobRange): Promise<OpenBlob | null>;
  /** Nothing happens when there is none. */
  remove(sha256: string): Promise<void>;
}

/** Both ends count: 0 to 0 is one byte. */
export interface BlobRange {
  readonly start: number;
  readonly end: number;
}

export interface OpenBlob {
  /** Of the whole blob, whatever the range. Bytes. */
  readonly size: number;
  readonly stream: ReadableStream<Uint8Array>;
}

export type Kept =
  | {
      readonly kind: 'kept';
      /** Hex, small letters. */
      readonly sha256: string;
      readonly size: number;
      /** The first bytes, at most `HEAD_BYTES`: the type is told by them. */
      readonly head: Uint8Array;
    }
  | { readonly kind: 'too-large' }
  /** The disk is at its floor (DESIGN §11 Disk), or there is no store at all. */
  | { readonly kind: 'no-room' }
  /** The source broke off, or the store failed. */
  | { readonly kind: 'broken'; readonly detail: string };

/** What file-type wants to see of a file. */
export const HEAD_BYTES = 4100;

/** A place without a store, such as a Worker without an R2 bucket: media are refused in words. */
export const noBlobs: BlobStore = {
  put: async () => ({ kind: 'no-room' }),
  open: async () => null,
  remove: async () => {},
};
