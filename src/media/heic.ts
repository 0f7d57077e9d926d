import { Worker } from 'node:worker_threads';

/** A picture's pixels, upright. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** A photo of 12 million pixels takes a second or two; one that takes this long is no photo. */
const PATIENCE_MS = 30_000;

/**
 * Decodes a HEIC in a thread of its own: libheif is one long computation, and webhooks need their
 * answer within 2 seconds. Null: it cannot be decoded, has more than `mostPixels`, or heic-decode
 * is not installed.
 */
export function decodeHeic(picture: Uint8Array, mostPixels: number): Promise<RawPicture | null> {
  const workerData = { picture, mostPixels };
  const worker = new Worker(new URL('./heic-thread.ts', import.meta.url), {
    workerData,
    // libheif writes to the console about broken files; its output is discarded.
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    const end = (made: RawPicture | null) => {
      clearTimeout(timer);
      resolve(made);
      void worker.terminate();
    };
    worker.once('message', end);
    worker.once('error', () => end(null));
    worker.once('exit', () => end(null));
  });
}
