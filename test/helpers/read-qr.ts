import { decode } from 'fast-png';
import decodeQR from 'qr/decode.js';

/** Reads a PNG as a phone's camera would. */
export function readQr(png: Uint8Array): string {
  const { width, height, data, channels } = decode(png);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const grey = Number(data[pixel * channels] ?? 0);
    rgba.fill(grey, pixel * 4, pixel * 4 + 3);
  }
  return decodeQR({ width, height, data: rgba });
}
