import { createHash } from 'node:crypto';
import {
  type BlobStore,
  HEAD_BYTES,
  type Kept,
  leave,
  type PutLimits,
  type StoreRecord,
  type Unrecorded,
} from './blob-store.ts';
import type { Bucket, Listed } from './bucket.ts';
import { type OfLength, PART_BYTES, storePieces, storeStream } from './bucket-upload.ts';
import { createPlaces, PLACES, type Places, type Recorded } from './r2-places.ts';

/** Entries per listing; R2 bills each listing as a write. */
const LIST_MOST = 500;

export interface R2BlobsOptions {
  /** What the workspace sees of the bucket (`bucketWithin`). */
  readonly bucket: Bucket;
  readonly newKey: () => string;
  /** What the database knows of a blob: it saves the reading of where it stands. */
  readonly recorded: (sha256: string) => Recorded | null;
  readonly ofLength: OfLength;
}

/** Blobs in R2 (src/media/r2-places.ts says under which keys). */
export function r2Blobs(options: R2BlobsOptions): BlobStore {
  const { bucket } = options;
  const places = createPlaces(bucket, options.recorded);
  return {
    put: (source, limits) => put(options, places, source, limits),

    async open(sha256, range) {
      const found = await places.find(sha256);
      if (found === null) return null;
      const asked = range && { offset: range.start, length: range.end - range.start + 1 };
      const object = await bucket.get(found.place, asked && { range: asked });
      return object && { size: object.size, stream: object.body };
    },

    sizeOf: async (sha256) => (await places.find(sha256))?.size ?? null,

    remove: (sha256) => places.remove(sha256),

    /** The cursor is the prefix, and R2's own cursor within it. */
    async list(cursor, known) {
      const unknown: Unrecorded[] = [];
      let next: string | null = cursor ?? PLACES.small;
      // A slice has so many entries at most, from as many prefixes as they come from: a small store is one slice.
      for (let left = LIST_MOST; left > 0 && next !== null; ) {
        const [prefix = PLACES.small, within]: string[] = next.split('|');
        const page = await bucket.list({
          prefix,
          limit: left,
          ...(within ? { cursor: within } : {}),
        });
        left -= page.objects.length;
        unknown.push(...(await unknownOf(places, prefix, page.objects, known)));
        if (page.truncated && page.cursor) return { unknown, next: `${prefix}|${page.cursor}` };
        next = WALK[WALK.indexOf(prefix) + 1] ?? null;
      }
      return { unknown, next };
    },

    async discard(place) {
      if (!place.startsWith(PLACES.pointer)) await bucket.delete(place);
    },
  };
}

/** Digests first, so that every place they lead to can be on record before places are judged. */
const WALK: readonly string[] = [PLACES.small, PLACES.pointer, PLACES.bytes];

async function unknownOf(
  places: Places,
  prefix: string,
  listed: readonly Listed[],
  known: StoreRecord,
): Promise<Unrecorded[]> {
  const unknown: Unrecorded[] = [];
  for (const { key, size, uploaded } of listed) {
    const at = uploaded.getTime();
    const sha256 = key.slice(prefix.length);
    if (prefix === PLACES.bytes || known.knowsDigest(sha256, true)) {
      // A small file whose digest leads elsewhere: equal bytes that a crash left before their record.
      if (prefix === PLACES.pointer || known.knowsPlace(key)) continue;
      unknown.push({ sha256: null, place: key, size, at });
    } else if (prefix === PLACES.small) {
      unknown.push({ sha256, place: key, size, at });
    } else {
      const found = await places.lookUp(sha256);
      unknown.push({ sha256, place: found?.place ?? null, size: found?.size ?? 0, at });
    }
  }
  return unknown;
}

async function put(
  { bucket, newKey, ofLength }: R2BlobsOptions,
  places: Places,
  source: AsyncIterable<Uint8Array>,
  { mostBytes, size = null }: PutLimits,
): Promise<Kept> {
  const tapped = tap(source, mostBytes);
  const key = `${PLACES.bytes}${newKey()}`;
  let place: string | null = null;
  const whole = async (bytes: Uint8Array) => {
    place = await places.keepSmall(tapped.sha256(), bytes);
  };
  try {
    if (size !== null && size > PART_BYTES) {
      await storeStream(bucket, tapped.pieces, key, { size, ofLength });
    } else {
      await storePieces(bucket, tapped.pieces, { whole, key }, size);
    }
    const sha256 = tapped.sha256();
    place ??= await places.lead(sha256, { place: key, size: tapped.size() });
    return { kind: 'kept', sha256, size: tapped.size(), head: tapped.head(), place };
  } catch (error) {
    // A key that leads nowhere is found by the next walk; the first error says what happened.
    await bucket.delete(key).catch(() => undefined);
    // R2 may have refused before it took anything. A source that is just being read ends by itself.
    leave(source).catch(() => undefined);
    if (tapped.isTooLarge()) return { kind: 'too-large' };
    return { kind: 'broken', detail: tapped.fault() ?? messageOf(error) };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : 'unknown error');

/** A source, and what can be told of it once it has passed. */
interface Tap {
  readonly pieces: AsyncIterable<Uint8Array>;
  sha256(): string;
  size(): number;
  head(): Uint8Array;
  isTooLarge(): boolean;
  /** Why the source broke off: a stream that passes it on may change the words. */
  fault(): string | null;
}

function tap(source: AsyncIterable<Uint8Array>, mostBytes: number | null): Tap {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let digest: string | null = null;
  let size = 0;
  let isTooLarge = false;
  let fault: string | null = null;
  async function* passing(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const piece of source) {
        if (size < HEAD_BYTES) head.push(piece.slice(0, HEAD_BYTES - size));
        size += piece.byteLength;
        isTooLarge = mostBytes !== null && size > mostBytes;
        if (isTooLarge) throw new Error('too large');
        hash.update(piece);
        yield piece;
      }
    } catch (error) {
      fault = messageOf(error);
      throw error;
    }
  }
  return {
    pieces: passing(),
    sha256: () => {
      digest ??= hash.digest('hex');
      return digest;
    },
    size: () => size,
    head: () => Buffer.concat(head),
    isTooLarge: () => isTooLarge,
    fault: () => fault,
  };
}
