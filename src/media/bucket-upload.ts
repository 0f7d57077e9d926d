import type { Bucket, MultipartUpload, UploadedPart } from './bucket.ts';

/** R2 wants equal parts of at least 5 MiB, except the last; a file up to that goes in one put. */
export const PART_BYTES = 5 * 1024 * 1024;
/** For a file of unknown size; it grows. Bytes. */
const FIRST_BYTES = 64 * 1024;

/** What becomes of a file whose size is known only at its end. */
export interface Destination {
  /** Takes a file of at most `PART_BYTES` as a whole. */
  whole(bytes: Uint8Array): Promise<unknown>;
  /** The key of a larger one. */
  readonly key: string;
}

/**
 * Stores a file in pieces; at most one part of it is in memory, since several uploads share the 128
 * MB of an isolate. What breaks off leaves nothing behind.
 *
 * @param size bytes, where known: a small file then takes no more memory than it has bytes
 */
export async function storePieces(
  bucket: Bucket,
  source: AsyncIterable<Uint8Array>,
  { whole, key }: Destination,
  size: number | null,
): Promise<'whole' | 'in-parts'> {
  const part = new Part(Math.min(size ?? FIRST_BYTES, PART_BYTES));
  const parts: UploadedPart[] = [];
  let writing: MultipartUpload | null = null;
  try {
    for await (const piece of source) {
      for (let at = 0; at < piece.byteLength; ) {
        // Only what more follows goes as a part: the last one is never empty.
        if (part.isFull) {
          writing ??= await bucket.createMultipartUpload(key);
          parts.push(await writing.uploadPart(parts.length + 1, part.bytes));
          part.empty();
        }
        at += part.take(piece.subarray(at));
      }
    }
    if (writing === null) {
      await whole(part.bytes);
      return 'whole';
    }
    parts.push(await writing.uploadPart(parts.length + 1, part.bytes));
    await writing.complete(parts);
    return 'in-parts';
  } catch (error) {
    // R2 drops an upload that stays open after a week; the first error says what happened.
    await writing?.abort().catch(() => undefined);
    throw error;
  }
}

/** The bytes of one part after the other, in the same memory. */
class Part {
  #memory: Uint8Array;
  #filled = 0;

  constructor(bytes: number) {
    this.#memory = new Uint8Array(bytes);
  }

  get isFull(): boolean {
    return this.#filled === PART_BYTES;
  }

  /** Valid until the part is emptied. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#filled);
  }

  empty(): void {
    this.#filled = 0;
  }

  /** @returns how many bytes of the piece fitted */
  take(piece: Uint8Array): number {
    const taken = Math.min(PART_BYTES - this.#filled, piece.byteLength);
    const needed = this.#filled + taken;
    if (needed > this.#memory.byteLength) this.#grow(needed);
    this.#memory.set(piece.subarray(0, taken), this.#filled);
    this.#filled = needed;
    return taken;
  }

  #grow(needed: number): void {
    const larger = Math.min(PART_BYTES, Math.max(needed, this.#memory.byteLength * 2));
    const memory = new Uint8Array(larger);
    memory.set(this.bytes);
    this.#memory = memory;
  }
}

/** Makes a stream one that knows its length; it fails where it has more or fewer bytes. */
export type OfLength = (
  stream: ReadableStream<Uint8Array>,
  length: number,
) => ReadableStream<Uint8Array>;

/** Stores a file of known size as it comes: none of it stays in memory. */
export async function storeStream(
  bucket: Bucket,
  source: AsyncIterable<Uint8Array>,
  key: string,
  stream: { readonly size: number; readonly ofLength: OfLength },
): Promise<void> {
  await bucket.put(key, stream.ofLength(streamOf(source), stream.size));
}

function streamOf(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await pieces.next();
        if (piece.done === true) controller.close();
        else controller.enqueue(piece.value);
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
