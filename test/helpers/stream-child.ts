import { diskBlobs } from '../../src/media/disk-blobs.ts';
import { createUndiciHttp } from '../../src/platforms/http-undici.ts';
import { streamedForm } from '../../src/platforms/line-works/multipart.ts';

/**
 * A process of its own that takes a file in and sends it on, as the bridge does, and prints how
 * much more memory it held meanwhile. Garbage not yet collected is left out: its timing is luck.
 * Arguments: the address of the file, the address to send it to, a folder; node's `--expose-gc`.
 */
const [, , from = '', to = '', folder = ''] = process.argv;

const PATIENCE = { headersMs: 300_000, idleMs: 300_000, totalMs: 300_000 };
const door = createUndiciHttp({ allowedHosts: (url) => url.hostname === '127.0.0.1' });
const blobs = diskBlobs({ folder, freeBytes: async () => 2 ** 40 });

const held = () => {
  // The first collection finds what is free, the second gives it back.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
let most = 0;
const LOOK_EVERY_BYTES = 16_000_000;

/** The same pieces; measures the memory held after each such amount has passed, and at the end. */
async function* watched(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let passed = 0;
  for await (const piece of pieces) {
    if (passed % LOOK_EVERY_BYTES < piece.byteLength) most = Math.max(most, held());
    passed += piece.byteLength;
    yield piece;
  }
  most = Math.max(most, held());
}

/** Takes in a file of this many bytes and sends it on; returns what the other end received. */
async function pass(size: number): Promise<string> {
  const got = await door.stream({ method: 'GET', url: `${from}${size}`, headers: {}, ...PATIENCE });
  if (got.kind !== 'answer') throw new Error(JSON.stringify(got));
  const kept = await blobs.put(watched(got.body), { mostBytes: null });
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  const opened = await blobs.open(kept.sha256);
  if (opened === null) throw new Error('nothing kept');
  const open = async () => opened.stream;
  const file = { fileName: 'a.mp4', contentType: 'video/mp4', size: kept.size, open };
  const form = streamedForm(file);
  const sent = await door.stream({
    method: 'POST',
    url: to,
    headers: { 'content-type': form.contentType },
    body: { length: form.length, pieces: watched(form.around(opened.stream)) },
    ...PATIENCE,
  });
  if (sent.kind !== 'answer') throw new Error(JSON.stringify(sent));
  const parts: Uint8Array[] = [];
  for await (const part of sent.body) parts.push(part);
  return Buffer.concat(parts).toString();
}

// Memory that the code itself needs once: modules, connections, hashes.
await pass(1_000_000);
const before = held();
most = 0;
const received = await pass(200_000_000);
await door.close();
console.log(JSON.stringify({ received: Number(received), grewBytes: most - before }));
