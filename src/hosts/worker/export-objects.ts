import type { Bucket } from '../../media/bucket.ts';
import { storePieces } from '../../media/bucket-upload.ts';
import type { ExportStore } from '../../services/audit-export/daily.ts';

const PREFIX = 'exports/';

/** Exports in R2, below the workspace's prefix: an object is there once it is whole. */
export const exportObjects = (bucket: Bucket): ExportStore => ({
  write: async (name, bytes) => {
    const key = `${PREFIX}${name}`;
    await storePieces(bucket, bytes, { whole: (all) => bucket.put(key, all), key }, null);
  },
});
