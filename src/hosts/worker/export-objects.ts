import type { Bucket } from '../../media/bucket.ts';
import { storePieces } from '../../media/bucket-upload.ts';
import type { ExportStore } from '../../services/audit-export/daily.ts';
import { keyBeside } from './not-aside.ts';

const PREFIX = 'exports/';

/** A restoration is not seen to yet: the exports of the log that it left may still stand under the same names. */
class RestoreUnfinished extends Error {
  override readonly name = 'RestoreUnfinished';
  readonly code = 'RESTORE_UNFINISHED';
}

/**
 * Exports in R2, below the workspace's prefix: an object is there once it is whole.
 *
 * @param staysOf keys of a log that a restoration has left, which could not be set aside
 * @param isRestoring whether a restoration is noted: then nothing is written
 */
export const exportObjects = (
  bucket: Bucket,
  staysOf: () => readonly string[] = () => [],
  isRestoring: () => Promise<boolean> = () => Promise.resolve(false),
): ExportStore => ({
  write: async (name, bytes) => {
    if (await isRestoring()) throw new RestoreUnfinished();
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
