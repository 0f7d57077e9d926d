import { randomUUID } from 'node:crypto';
import type { BlobStore } from '../../src/media/blob-store.ts';
import { bucketWithin } from '../../src/media/bucket.ts';
import { r2Blobs } from '../../src/media/r2-blobs.ts';
import type { Recorded } from '../../src/media/r2-places.ts';
import type { memoryBucket } from './memory-bucket.ts';

/** A workspace's blobs in a bucket; without a record, only the bucket says where they stand. */
export const r2Store = (
  { bucket, ofLength }: Pick<ReturnType<typeof memoryBucket>, 'bucket' | 'ofLength'>,
  {
    prefix = '',
    recorded = () => null,
    newKey = () => randomUUID(),
  }: {
    readonly prefix?: string;
    readonly recorded?: (sha256: string) => Recorded | null;
    readonly newKey?: () => string;
  } = {},
): BlobStore => r2Blobs({ bucket: bucketWithin(bucket, prefix), newKey, recorded, ofLength });
