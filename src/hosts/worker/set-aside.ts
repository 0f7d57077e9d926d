import { isoInstant } from '../../domain/jst.ts';
import { type Bucket, keysBelow } from '../../media/bucket.ts';
import type { OfLength } from '../../media/bucket-upload.ts';
import type { LostEnd } from '../operate/point-in-time.ts';

/**
 * Moves what tells of the lost end of an audit log to `before-restore/{id}/`: checkpoints of more entries than the log has
 * still, which would call it altered, and exports of its days, which the log's new days would be written over.
 */
export async function setAside(
  bucket: Bucket | null,
  { id, at, entries }: LostEnd,
  ofLength: OfLength,
): Promise<void> {
  if (bucket === null) return;
  const day = isoInstant(at).slice(0, 10);
  const isLost = (key: string): boolean => {
    const [, checkpoint] = /^checkpoints\/(\d+)\.txt$/.exec(key) ?? [];
    const [, exported] = /^exports\/kakehashi-(\d{4}-\d{2}-\d{2})\./.exec(key) ?? [];
    return checkpoint === undefined ? (exported ?? '') >= day : Number(checkpoint) > entries;
  };
  for (const prefix of ['checkpoints/', 'exports/']) {
    for (const key of (await keysBelow(bucket, prefix)).filter(isLost)) {
      const found = await bucket.get(key);
      if (found === null) continue;
      // The copy stands before the original goes.
      await bucket.put(`before-restore/${id}/${key}`, ofLength(found.body, found.size));
      await bucket.delete(key);
    }
  }
}
