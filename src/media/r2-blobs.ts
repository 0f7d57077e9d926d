import { createHash } from 'node:crypto';
import { type BlobStore, HEAD_BYTES, type Kept } from './blob-store.ts';

/** What of an R2 bucket is used (Workers binding `BLOBS`). */
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
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
}

/** R2 wants parts of at least 5 MiB, all but the last of one size. One part is in memory at a time. */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * Blobs in R2. The digest is known only at the end, and R2 renames nothing: the bytes stand under a key of
 * their own, and a small object under the digest says which.
 */
export function r2Blobs(bucket: Bucket, newKey: () => string): BlobStore {
  const pointer = (sha256: string) => `sha256/${sha256}`;
  const keyOf = async (sha256: string): Promise<string | null> => {
    const found = await bucket.get(pointer(sha256));
    return found === null ? null : new Response(found.body).text();
  };

  return {
    async put(source, { mostBytes }) {
      const key = `bytes/${newKey()}`;
      try {
        const kept = await upload(bucket, key, source, mostBytes);
        if (kept.kind !== 'kept') return kept;
        const known = await keyOf(kept.sha256);
        if (known !== null && (await bucket.head(known)) !== null) await bucket.delete(key);
        else await bucket.put(pointer(kept.sha256), new TextEncoder().encode(key));
        return kept;
      } catch (error) {
        await bucket.delete(key).catch(() => undefined);
        return { kind: 'broken', detail: error instanceof Error ? error.message : 'unknown error' };
      }
    },

    async open(sha256, range) {
      const key = await keyOf(sha256);
      if (key === null) return null;
      const asked = range && { offset: range.start, length: range.end - range.start + 1 };
      const found = await bucket.get(key, asked && { range: asked });
      return found && { size: found.size, stream: found.body };
    },

    async remove(sha256) {
      const key = await keyOf(sha256);
      if (key !== null) await bucket.delete(key);
      await bucket.delete(pointer(sha256));
    },
  };
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
