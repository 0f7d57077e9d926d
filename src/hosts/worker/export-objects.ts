import type { Bucket, UploadedPart } from '../../media/r2-blobs.ts';
import type { ExportStore } from '../../services/audit-export/daily.ts';

const PREFIX = 'exports/';
/** R2 wants equal parts of at least 5 MiB, except the last. */
const PART_BYTES = 5 * 1024 * 1024;

/** Exports in R2: an object is there once all its parts are. */
export const exportObjects = (bucket: Bucket): ExportStore => ({
  write: async (name, bytes) => {
    const writing = await bucket.createMultipartUpload(`${PREFIX}${name}`);
    try {
      const parts: UploadedPart[] = [];
      for await (const part of inParts(bytes)) {
        parts.push(await writing.uploadPart(parts.length + 1, part));
      }
      await writing.complete(parts);
    } catch (error) {
      await writing.abort();
      throw error;
    }
  },
});

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  for await (const piece of bytes) {
    for (let at = 0; at < piece.byteLength; ) {
      const taken = Math.min(PART_BYTES - filled, piece.byteLength - at);
      part.set(piece.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < PART_BYTES) continue;
      yield part;
      part = new Uint8Array(PART_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}
