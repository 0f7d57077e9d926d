import type { Bucket } from '../../media/bucket.ts';
import type { OfLength } from '../../media/bucket-upload.ts';
import { type MediaAnswer, type MediaVerdict, NO_FILE } from './judge-media.ts';

/** After so many bytes the object is asked again. */
export const ASKED_EVERY_BYTES = 8 * 1024 * 1024;

export interface EdgeParts {
  readonly bucket: Bucket;
  readonly ofLength: OfLength;
  /** Whether the file is still to be had. */
  readonly lives: () => Promise<boolean>;
  readonly onFault: (error: unknown) => void;
}

/** The bucket did not answer. */
export const NO_BYTES: MediaAnswer = {
  ...NO_FILE,
  status: 503,
  headers: { ...NO_FILE.headers, 'retry-after': '10' },
  body: 'The file cannot be read at the moment. Please try again.',
};

/**
 * Hands out a file from the bucket, past its workspace's object: that is billed as long as it is
 * busy, and one for all who load. An answer without its bytes when they are not there, or cannot be read.
 */
export async function streamFile(
  { place, status, headers, bytes }: Extract<MediaVerdict, { kind: 'stream' }>,
  { bucket, ofLength, lives, onFault }: EdgeParts,
): Promise<Response | MediaAnswer> {
  const range =
    bytes === 'whole' ? null : { offset: bytes.start, length: bytes.end - bytes.start + 1 };
  try {
    const found = await bucket.get(place, range === null ? undefined : { range });
    if (found === null) return NO_FILE;
    const length = range?.length ?? found.size;
    return new Response(ofLength(whileItLives(found.body, lives), length), { status, headers });
  } catch (error) {
    onFault(error);
    return NO_BYTES;
  }
}

/** A stream that breaks off once its file was taken back: the connection ends before its length. */
export function whileItLives(
  source: ReadableStream<Uint8Array>,
  lives: () => Promise<boolean>,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let unasked = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        unasked += value.byteLength;
        if (unasked > ASKED_EVERY_BYTES) {
          unasked = value.byteLength;
          if (!(await lives())) {
            await reader.cancel();
            controller.error(new Error('A file was taken back while it was being loaded.'));
            return;
          }
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
