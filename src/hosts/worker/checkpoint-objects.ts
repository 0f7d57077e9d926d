import { type Bucket, emptyBucket, keysBelow } from '../../media/bucket.ts';
import type { NoteStore } from '../../services/checkpoints/parts.ts';
import { keyBeside } from './not-aside.ts';

const PREFIX = 'checkpoints/';
/** As many digits as a number of entries may have: so names sort as numbers do. */
const DIGITS = 16;
/** Each note stands for all before it, and each costs a read. */
const NEWEST = 200;

/**
 * Checkpoints in R2, below the workspace's prefix, an object each: a bucket cannot append. An object is never written again, so a
 * lock rule of the bucket may forbid it.
 *
 * @param staysOf keys of a log that a restoration has left, which could not be set aside
 */
export function checkpointObjects(
  bucket: Bucket,
  staysOf: () => readonly string[] = () => [],
): NoteStore {
  return {
    isBilled: true,
    append: async (note, entries) => {
      const digits = String(entries).padStart(DIGITS, '0');
      const key = keyBeside(staysOf(), (suffix) => `${PREFIX}${digits}${suffix}.txt`);
      if ((await bucket.head(key)) !== null) return;
      await bucket.put(key, new TextEncoder().encode(note));
    },
    all: async () => {
      const stays = new Set(staysOf());
      const all = await keysBelow(bucket, PREFIX);
      const keys = all.filter((key) => !stays.has(key));
      const newest = keys.slice(-NEWEST);
      const notes: string[] = [];
      for (const key of newest) {
        const found = await bucket.get(key);
        if (found !== null) notes.push(await new Response(found.body).text());
      }
      const isWhole = newest.length === keys.length;
      return { notes, isWhole, superseded: all.length - keys.length };
    },
  };
}

/** Takes all of them away: another log comes over the one they knew. Throws where a lock rule of the bucket forbids it. */
export const dropCheckpoints = (bucket: Bucket): Promise<void> => emptyBucket(bucket, PREFIX);
