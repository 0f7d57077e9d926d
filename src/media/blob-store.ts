/**
 * Where the files that people send are kept, named by what is in them. Bytes pass through in pieces: no
 * file is ever held in memory whole.
 */
export interface BlobStore {
  /** Takes the pieces as they come; what goes over the limit, or breaks off, leaves nothing behind. */
  put(source: AsyncIterable<Uint8Array>, limits: PutLimits): Promise<Kept>;
  /** The bytes, or those of a range; null when they are not here. */
  open(sha256: string, range?: BlobRange): Promise<OpenBlob | null>;
  /** Nothing happens when there is none. */
  remove(sha256: string): Promise<void>;
  /** A look through what is stored, a slice at a time: what the caller does not know of. */
  list(cursor: string | null, known: StoreRecord): Promise<StoredSlice>;
  /** Removes bytes by their place, such as `list` gave it. Nothing happens when there are none. */
  discard(place: string): Promise<void>;
}

export interface PutLimits {
  readonly mostBytes: number | null;
  /** Bytes, where known beforehand. */
  readonly size?: number | null;
}

/** What is on record of the store. */
export interface StoreRecord {
  /** `placed`: together with the store's own name for the bytes. */
  knowsDigest(sha256: string, placed: boolean): boolean;
  knowsPlace(place: string): boolean;
}

/** Something stored that is not on record. */
export interface Unrecorded {
  /** Null: bytes without their digest, such as a crash leaves. */
  readonly sha256: string | null;
  /** The store's own name for the bytes; null where that is the digest. */
  readonly place: string | null;
  /** Bytes. */
  readonly size: number;
  /** Since when it stands there; epoch ms. */
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
      /** Hex, small letters. */
      readonly sha256: string;
      readonly size: number;
      /** The first bytes, at most `HEAD_BYTES`: the type is told by them. */
      readonly head: Uint8Array;
      /** The store's own name for the bytes, where that is not the digest. */
      readonly place?: string;
    }
  | { readonly kind: 'too-large' }
  /** The disk is at its floor (DESIGN §11 Disk), the limit would be passed, or there is no store at all. */
  | { readonly kind: 'no-room' }
  /** The source broke off, or the store failed. */
  | { readonly kind: 'broken'; readonly detail: string };

/** What stays free on a disk, so that the inbox always has room (DESIGN §11 Disk). Bytes. */
export const FREE_FLOOR_BYTES = 512 * 1024 * 1024;

/** What file-type wants to see of a file. */
export const HEAD_BYTES = 4100;

/** A place without a store, such as a Worker without an R2 bucket: media are refused in words. */
export const noBlobs: BlobStore = {
  put: async () => ({ kind: 'no-room' }),
  open: async () => null,
  remove: async () => {},
  list: async () => ({ unknown: [], next: null }),
  discard: async () => {},
};

/** Ends a source that nobody will read. */
export async function leave(source: AsyncIterable<Uint8Array>): Promise<void> {
  await source[Symbol.asyncIterator]().return?.();
}
