import { setTimeout as pass } from 'node:timers/promises';
import type { Bucket } from '../../src/media/bucket.ts';

/**
 * Connections as a Durable Object has them on Cloudflare: six calls wait for headers at once, and
 * the seventh is queued without a word. Offline workerd enforces nothing.
 *
 * @param answerMs how long each call holds its connection at least: without it, calls to this machine hardly meet
 */
export function sixConnections(answerMs = 0) {
  const queue: (() => void)[] = [];
  const seen = { most: 0, queued: 0 };
  let waiting = 0;

  const through = async <Done>(call: () => Promise<Done>): Promise<Done> => {
    if (waiting >= 6) {
      seen.queued += 1;
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    waiting += 1;
    seen.most = Math.max(seen.most, waiting);
    try {
      if (answerMs > 0) await pass(answerMs);
      return await call();
    } finally {
      waiting -= 1;
      queue.shift()?.();
    }
  };

  return {
    /** `most`: calls that waited at once; `queued`: calls that the runtime would have held back. */
    seen,
    /** Calls that wait for headers now. */
    waiting: () => waiting,
    fetch:
      (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
      (input, init) =>
        through(async () => {
          init?.signal?.throwIfAborted();
          return fetch(input, init);
        }),
    bucket: (bucket: Bucket): Bucket => ({
      createMultipartUpload: async (key) => {
        const writing = await through(() => bucket.createMultipartUpload(key));
        return {
          uploadPart: (number, part) => through(() => writing.uploadPart(number, part)),
          complete: (parts) => through(() => writing.complete(parts)),
          abort: () => through(() => writing.abort()),
        };
      },
      put: (key, value) => through(() => bucket.put(key, value)),
      get: (key, options) => through(() => bucket.get(key, options)),
      head: (key) => through(() => bucket.head(key)),
      delete: (key) => through(() => bucket.delete(key)),
      list: (options) => through(() => bucket.list(options)),
    }),
  };
}
