/** The part of an R2 bucket that we use (Workers binding `BLOBS`). */
export interface Bucket {
  createMultipartUpload(key: string): Promise<MultipartUpload>;
  /** R2 takes only streams that know their length. */
  put(key: string, value: Uint8Array | ReadableStream<Uint8Array>): Promise<unknown>;
  get(
    key: string,
    options?: { readonly range: { readonly offset: number; readonly length: number } },
  ): Promise<{ readonly size: number; readonly body: ReadableStream<Uint8Array> } | null>;
  head(key: string): Promise<{ readonly size: number } | null>;
  delete(keys: string | string[]): Promise<void>;
  list(options: {
    readonly prefix: string;
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{
    readonly objects: readonly Listed[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
}

export interface MultipartUpload {
  /** The bytes may be changed as soon as this has answered. */
  uploadPart(number: number, part: Uint8Array): Promise<UploadedPart>;
  complete(parts: UploadedPart[]): Promise<unknown>;
  abort(): Promise<void>;
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
}

export interface Listed {
  readonly key: string;
  readonly size: number;
  readonly uploaded: Date;
}

/**
 * Where a workspace's objects stand in a bucket that others use, too: other companies, or another
 * deployment of the same one. It is named by the id of its Durable Object, which no other has.
 */
export const prefixOf = (objectId: string): string => `w/${objectId}/`;

/** What a workspace sees of a bucket: the keys below its prefix, without it. */
export function bucketWithin(bucket: Bucket, prefix: string): Bucket {
  const full = (key: string) => `${prefix}${key}`;
  return {
    createMultipartUpload: (key) => bucket.createMultipartUpload(full(key)),
    put: (key, value) => bucket.put(full(key), value),
    get: (key, options) => bucket.get(full(key), options),
    head: (key) => bucket.head(full(key)),
    delete: (keys) => bucket.delete(typeof keys === 'string' ? full(keys) : keys.map(full)),
    list: async (options) => {
      const page = await bucket.list({ ...options, prefix: full(options.prefix) });
      const objects = page.objects.map(({ key, size, uploaded }) => ({
        key: key.slice(prefix.length),
        size,
        uploaded,
      }));
      const { truncated, cursor } = page;
      return { objects, truncated, ...(cursor === undefined ? {} : { cursor }) };
    },
  };
}

/** What R2 deletes at once is a thousand. */
const DELETED_AT_ONCE = 500;

/** Removes everything that is seen of the bucket. */
export async function emptyBucket(bucket: Bucket): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix: '', limit: DELETED_AT_ONCE });
    if (objects.length === 0) return;
    await bucket.delete(objects.map(({ key }) => key));
  }
}
