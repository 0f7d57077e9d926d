/**
 * The store of the files that people send; a file's content names it. Bytes pass through in pieces:
 * a whole file is never held in memory.
 */
export interface BlobStore {
  /** Takes the pieces as they come; a source over the limit or broken off leaves nothing behind. */
  put(source: AsyncIterable<Uint8Array>, limits: PutLimits): Promise<Kept>;
  /** The bytes, or those of a range; null when they are not here. */
  open(sha256: string, range?: BlobRange): Promise<OpenBlob | null>;
  /** Bytes of the whole; null when they are not here. Reads none of them. */
  sizeOf(sha256: string): Promise<number | null>;
  /** Does nothing when there are none. */
  remove(sha256: string): Promise<void>;
  /** Walks through the stored bytes, slice by slice; returns those the caller does not know. */
  list(cursor: string | null, known: StoreRecord): Promise<StoredSlice>;
  /** Removes bytes by their place, as given by `list`. Does nothing when there are none. */
  discard(place: string): Promise<void>;
}

export interface PutLimits {
  readonly mostBytes: number | null;
  /** Bytes, where known beforehand. */
  readonly size?: number | null;
}

/** What the database knows of the store. */
export interface StoreRecord {
  /** `placed`: on record together with the store's own name for the bytes. */
  knowsDigest(sha256: string, placed: boolean): boolean;
  knowsPlace(place: string): boolean;
}

/** Stored bytes that are not on record. */
export interface Unrecorded {
  /** Null: bytes without their digest, as a crash leaves them. */
  readonly sha256: string | null;
  /** The store's own name for the bytes; null where that is the digest. */
  readonly place: string | null;
  /** Bytes. */
  readonly size: number;
  /** When they were stored; epoch ms. */
  readonly at: number;
}

export interface StoredSlice {
  readonly unknown: readonly Unrecorded[];
  /** Where to go on; null at the end. */
  readonly next: string | null;
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
      /** Hex, lower case. */
      readonly sha256: string;
      readonly size: number;
      /** The first bytes, at most `HEAD_BYTES`: they tell the type. */
      readonly head: Uint8Array;
      /** The store's own name for the bytes, where that is not the digest. */
      readonly place?: string;
    }
  | { readonly kind: 'too-large' }
  /** The disk is at its floor (DESIGN §11 Disk), the limit would be passed, or there is no store at all. */
  | { readonly kind: 'no-room' }
  /** The source broke off, or the store failed. */
  | { readonly kind: 'broken'; readonly detail: string };

/** Space kept free on a disk, so that the inbox always has room (DESIGN §11 Disk). Bytes. */
export const FREE_FLOOR_BYTES = 512 * 1024 * 1024;

/** How much file-type needs to see of a file. */
export const HEAD_BYTES = 4100;

/** For a host without a store, such as a Worker without a bucket: media are refused in words. */
export const noBlobs: BlobStore = {
  put: async () => ({ kind: 'no-room' }),
  open: async () => null,
  sizeOf: async () => null,
  remove: async () => {},
  list: async () => ({ unknown: [], next: null }),
  discard: async () => {},
};

/** Ends a source that will not be read. */
export async function leave(source: AsyncIterable<Uint8Array>): Promise<void> {
  await source[Symbol.asyncIterator]().return?.();
}
