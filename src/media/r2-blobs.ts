import { createHash } from 'node:crypto';
import {
  type BlobStore,
  HEAD_BYTES,
  type Kept,
  type StoreRecord,
  type Unrecorded,
} from './blob-store.ts';

/** The part of an R2 bucket that we use (Workers binding `BLOBS`). */
export interface Bucket {
  createMultipartUpload(key: string): Promise<{
    uploadPart(number: number, part: Uint8Array): Promise<UploadedPart>;
    complete(parts: UploadedPart[]): Promise<unknown>;
    abort(): Promise<void>;
  }>;
  put(key: string, value: Uint8Array): Promise<unknown>;
  get(
    key: string,
    options?: { readonly range: { readonly offset: number; readonly length: number } },
  ): Promise<{ readonly size: number; readonly body: ReadableStream<Uint8Array> } | null>;
  head(key: string): Promise<{ readonly size: number } | null>;
  delete(key: string): Promise<void>;
  list(options: {
    readonly prefix: string;
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{
    readonly objects: readonly {
      readonly key: string;
      readonly size: number;
      readonly uploaded: Date;
    }[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
}

/** R2 wants equal parts of at least 5 MiB, except the last. One part is in memory at a time. */
const PART_BYTES = 8 * 1024 * 1024;
/** Entries per listing; R2 bills each listing as a write. */
const LIST_MOST = 500;
/** Digests first, so that every place they lead to can be on record before places are judged. */
const PREFIXES = ['sha256/', 'bytes/'] as const;

/**
 * Blobs in R2. The digest is known only at the end, and R2 cannot rename: the bytes get a key of
 * their own, and a small object under the digest points to it.
 */
export function r2Blobs(bucket: Bucket, newKey: () => string): BlobStore {
  const digests = digestsOf(bucket);
  return {
    async put(source, { mostBytes }) {
      const key = `bytes/${newKey()}`;
      try {
        const kept = await upload(bucket, key, source, mostBytes);
        if (kept.kind !== 'kept') return kept;
        return { ...kept, place: await digests.lead(kept.sha256, key) };
      } catch (error) {
        await bucket.delete(key).catch(() => undefined);
        return { kind: 'broken', detail: error instanceof Error ? error.message : 'unknown error' };
      }
    },

    async open(sha256, range) {
      const key = await digests.placeOf(sha256);
      if (key === null) return null;
      const asked = range && { offset: range.start, length: range.end - range.start + 1 };
      const found = await bucket.get(key, asked && { range: asked });
      return found && { size: found.size, stream: found.body };
    },

    remove: (sha256) => digests.remove(sha256),

    /** The cursor is the prefix, and R2's own cursor within it. */
    async list(cursor, known) {
      const [prefix = PREFIXES[0], within] = cursor?.split('|') ?? [];
      const page = await bucket.list({
        prefix,
        limit: LIST_MOST,
        ...(within ? { cursor: within } : {}),
      });
      const unknown =
        prefix === PREFIXES[1]
          ? unknownBytes(page.objects, known)
          : await unknownDigests(bucket, digests, page.objects, known);
      if (page.truncated && page.cursor) return { unknown, next: `${prefix}|${page.cursor}` };
      return { unknown, next: prefix === PREFIXES[0] ? PREFIXES[1] : null };
    },

    async discard(place) {
      if (place.startsWith(PREFIXES[1])) await bucket.delete(place);
    },
  };
}

/** The small objects that say under which key the bytes of a digest stand. */
interface Digests {
  placeOf(sha256: string): Promise<string | null>;
  /** Leads the digest to these bytes, or gives them up for equal ones; returns where it leads. */
  lead(sha256: string, key: string): Promise<string>;
  /** With its bytes. */
  remove(sha256: string): Promise<void>;
}

function digestsOf(bucket: Bucket): Digests {
  const pointer = (sha256: string) => `${PREFIXES[0]}${sha256}`;
  const placeOf = async (sha256: string): Promise<string | null> => {
    const found = await bucket.get(pointer(sha256));
    return found === null ? null : new Response(found.body).text();
  };

  /** Serialises changes: equal files in parallel must not point the digest to different places. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Done>(work: () => Promise<Done>): Promise<Done> => {
    const done = last.then(work);
    last = done.catch(() => null);
    return done;
  };

  return {
    placeOf,
    lead: (sha256, key) =>
      inTurn(async () => {
        const known = await placeOf(sha256);
        if (known !== null && (await bucket.head(known)) !== null) {
          await bucket.delete(key);
          return known;
        }
        await bucket.put(pointer(sha256), new TextEncoder().encode(key));
        return key;
      }),
    remove: (sha256) =>
      inTurn(async () => {
        const key = await placeOf(sha256);
        if (key !== null) await bucket.delete(key);
        await bucket.delete(pointer(sha256));
      }),
  };
}

type Listed = Awaited<ReturnType<Bucket['list']>>['objects'];

const unknownBytes = (listed: Listed, known: StoreRecord): Unrecorded[] =>
  listed
    .filter(({ key }) => !known.knowsPlace(key))
    .map(({ key, size, uploaded }) => ({ sha256: null, place: key, size, at: uploaded.getTime() }));

async function unknownDigests(
  bucket: Bucket,
  digests: Digests,
  listed: Listed,
  known: StoreRecord,
): Promise<Unrecorded[]> {
  const unknown: Unrecorded[] = [];
  for (const { key, uploaded } of listed) {
    const sha256 = key.slice(PREFIXES[0].length);
    // The place costs a read: only for a digest that is not known with one.
    if (known.knowsDigest(sha256, true)) continue;
    const place = await digests.placeOf(sha256);
    const found = place === null ? null : await bucket.head(place);
    unknown.push({ sha256, place, size: found?.size ?? 0, at: uploaded.getTime() });
  }
  return unknown;
}

async function upload(
  bucket: Bucket,
  key: string,
  source: AsyncIterable<Uint8Array>,
  mostBytes: number | null,
): Promise<Kept> {
  const hash = createHash('sha256');
  const writing = await bucket.createMultipartUpload(key);
  const parts: UploadedPart[] = [];
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  let size = 0;
  let head: Uint8Array = new Uint8Array(0);
  const flush = async () => {
    parts.push(await writing.uploadPart(parts.length + 1, part.subarray(0, filled)));
    part = new Uint8Array(PART_BYTES);
    filled = 0;
  };
  try {
    for await (const piece of source) {
      size += piece.byteLength;
      if (mostBytes !== null && size > mostBytes) {
        await writing.abort();
        return { kind: 'too-large' };
      }
      if (head.byteLength < HEAD_BYTES) {
        head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES - head.byteLength)]);
      }
      hash.update(piece);
      for (let at = 0; at < piece.byteLength; ) {
        const taken = Math.min(PART_BYTES - filled, piece.byteLength - at);
        part.set(piece.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled === PART_BYTES) await flush();
      }
    }
    if (filled > 0 || parts.length === 0) await flush();
    await writing.complete(parts);
  } catch (error) {
    await writing.abort();
    throw error;
  }
  return { kind: 'kept', sha256: hash.digest('hex'), size, head };
}
