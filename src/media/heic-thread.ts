import { parentPort, workerData } from 'node:worker_threads';
import type { RawPicture } from './heic.ts';

/* The thread that `heic.ts` starts. A fault ends it, which its starter reads as undecodable. */

// Only `decodeHeic` starts this file.
const { picture, mostPixels } = workerData as {
  readonly picture: Uint8Array;
  readonly mostPixels: number;
};
const { default: decode } = await import('heic-decode');
// Ask for the size before decoding any pixel.
const [image] = await decode.all({ buffer: picture });
let made: RawPicture | null = null;
if (image !== undefined && image.width * image.height <= mostPixels) {
  const { width, height, data } = await image.decode();
  made = { width, height, rgba: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
parentPort?.postMessage(made);
