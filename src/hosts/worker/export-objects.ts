import type { Bucket } from '../../media/bucket.ts';
import { storePieces } from '../../media/bucket-upload.ts';
import type { ExportStore } from '../../services/audit-export/daily.ts';
import { keyBeside } from './not-aside.ts';

const PREFIX = 'exports/';

/**
 * Exports in R2, below the workspace's prefix: an object is there once it is whole.
 *
 * @param staysOf keys of a log that a restoration has left, which could not be set aside
 */
export const exportObjects = (
  bucket: Bucket,
  staysOf: () => readonly string[] = () => [],
): ExportStore => ({
  write: async (name, bytes) => {
    const dot = name.lastIndexOf('.');
    const key = keyBeside(
      staysOf(),
      (suffix) => `${PREFIX}${name.slice(0, dot)}${suffix}${name.slice(dot)}`,
    );
    await storePieces(bucket, bytes, { whole: (all) => putOnce(bucket, key, all), key }, null);
  },
});

/** The key's file is written each day, the same: a lock rule of the bucket refuses that, and nothing is lost by it. */
async function putOnce(bucket: Bucket, key: string, bytes: Uint8Array): Promise<void> {
  try {
    await bucket.put(key, bytes);
  } catch (error) {
    const found = await bucket.get(key);
    if (found?.size !== bytes.byteLength) throw error;
    const there = await new Response(found.body).arrayBuffer();
    if (!Buffer.from(there).equals(bytes)) throw error;
  }
}
