import type { Bucket, MultipartUpload } from '../../src/media/bucket.ts';
import type { OfLength } from '../../src/media/bucket-upload.ts';
import { PART_BYTES } from '../../src/media/bucket-upload.ts';

/** What R2 lists and deletes at once. */
const AT_ONCE = 1000;

/** Operations as R2 bills them: writes and listings are class A, readings class B, deletions free. */
export interface Operations {
  a: number;
  b: number;
}

/** A bucket in memory that counts operations, and refuses what R2 refuses. */
export function memoryBucket() {
  const objects = new Map<string, Uint8Array>();
  /** The time at which all objects were stored; epoch ms. */
  const uploaded = { at: 0 };
  const operations: Operations = { a: 0, b: 0 };
  const uploads = { open: 0 };
  const { ofLength, bytesOf } = lengths();
  const bucket: Bucket = {
    createMultipartUpload: async (key) => multipart(objects, operations, uploads, key),
    put: async (key, value) => {
      operations.a += 1;
      objects.set(key, value instanceof Uint8Array ? value.slice() : await bytesOf(value));
    },
    get: async (key, options) => {
      operations.b += 1;
      const found = objects.get(key);
      return found === undefined ? null : { size: found.length, body: bodyOf(found, options) };
    },
    head: async (key) => {
      operations.b += 1;
      const found = objects.get(key);
      return found === undefined ? null : { size: found.length };
    },
    delete: async (keys) => {
      const all = [keys].flat();
      if (all.length > AT_ONCE) throw new Error(`delete: ${all.length} keys`);
      for (const key of all) objects.delete(key);
    },
    list: async (options) => {
      operations.a += 1;
      return pageOf(objects, uploaded.at, options);
    },
  };
  /** What some work costs. */
  const costOf = async (work: () => Promise<unknown>): Promise<Operations> => {
    const { a, b } = operations;
    await work();
    return { a: operations.a - a, b: operations.b - b };
  };
  return { bucket, objects, uploaded, ofLength, costOf, open: () => uploads.open };
}

function multipart(
  objects: Map<string, Uint8Array>,
  operations: Operations,
  uploads: { open: number },
  key: string,
): MultipartUpload {
  operations.a += 1;
  uploads.open += 1;
  const parts: Uint8Array[] = [];
  return {
    uploadPart: async (number, part) => {
      operations.a += 1;
      parts[number - 1] = part.slice();
      return { partNumber: number, etag: `e${number}` };
    },
    complete: async (told) => {
      operations.a += 1;
      refuseParts(told.map(({ partNumber }) => parts[partNumber - 1]));
      uploads.open -= 1;
      objects.set(key, Buffer.concat(parts));
    },
    abort: async () => {
      uploads.open -= 1;
    },
  };
}

function bodyOf(bytes: Uint8Array, options: Parameters<Bucket['get']>[1]) {
  const { offset = 0, length = bytes.length } = options?.range ?? {};
  if (options !== undefined && (offset >= bytes.length || length < 1)) {
    throw new Error('get: The requested range is not satisfiable (10039)');
  }
  return new Blob([bytes.slice(offset, offset + length)]).stream();
}

function pageOf(
  objects: ReadonlyMap<string, Uint8Array>,
  at: number,
  { prefix, limit, cursor = '' }: Parameters<Bucket['list']>[0],
): Awaited<ReturnType<Bucket['list']>> {
  if (limit > AT_ONCE) throw new Error(`list: a limit of ${limit} (10022)`);
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > cursor);
  const page = keys.sort().slice(0, limit);
  const truncated = page.length < keys.length;
  return {
    objects: page.map((key) => ({
      key,
      size: objects.get(key)?.length ?? 0,
      uploaded: new Date(at),
    })),
    truncated,
    ...(truncated ? { cursor: page.at(-1) ?? '' } : {}),
  };
}

/** R2's rules for the parts of one upload. */
function refuseParts(parts: readonly (Uint8Array | undefined)[]): void {
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('completeMultipartUpload: no parts');
  for (const part of [first, ...others].slice(0, -1)) {
    if (part === undefined) throw new Error('completeMultipartUpload: a part is missing (10025)');
    if (part.length < PART_BYTES) throw new Error('completeMultipartUpload: too small (10011)');
    if (part.length !== first.length) throw new Error('completeMultipartUpload: unequal (10048)');
  }
  const last = others.at(-1);
  if (last !== undefined && last.length > first.length) {
    throw new Error('completeMultipartUpload: unequal (10048)');
  }
}

/** Streams of known length, as workerd's FixedLengthStream makes them. */
function lengths() {
  const known = new WeakMap<ReadableStream<Uint8Array>, number>();
  const ofLength: OfLength = (stream, length) => {
    let seen = 0;
    const counted = stream.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          seen += piece.byteLength;
          if (seen > length) throw new TypeError('more bytes than a FixedLengthStream was told');
          controller.enqueue(piece);
        },
        flush() {
          if (seen < length) throw new TypeError('fewer bytes than a FixedLengthStream was told');
        },
      }),
    );
    known.set(counted, length);
    return counted;
  };
  const bytesOf = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
    if (!known.has(stream)) throw new TypeError('put: a stream must have a known length');
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  return { ofLength, bytesOf };
}
