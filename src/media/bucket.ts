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

const LISTED_AT_ONCE = 1000;

/** All keys of the bucket that begin like this, in their order. */
export async function keysBelow(bucket: Pick<Bucket, 'list'>, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await bucket.list({
      ...{ prefix, limit: LISTED_AT_ONCE },
      ...(cursor === undefined ? {} : { cursor }),
    });
    keys.push(...page.objects.map(({ key }) => key));
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  return keys;
}

/** What R2 deletes at once is a thousand. */
const DELETED_AT_ONCE = 500;

/** Removes everything of the bucket whose key begins like this. Throws where a lock rule of the bucket forbids it. */
export async function emptyBucket(bucket: Bucket, prefix = ''): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix, limit: DELETED_AT_ONCE });
    if (objects.length === 0) return;
    await bucket.delete(objects.map(({ key }) => key));
  }
}
