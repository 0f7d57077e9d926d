import { encodeQR } from 'qr';
import { greyPng } from './png.ts';

/** Light modules that ISO 18004 requires around a code; without them phones do not find it. */
const QUIET_ZONE = 4;
/** The least number of pixels a side: smaller codes blur when a phone enlarges them. */
const LEAST_SIDE = 300;
const WHITE = 255;

/** A QR code of `text` as a greyscale PNG, square, at least 300 px a side. The same text gives the same bytes. */
export function qrPng(text: string): Uint8Array {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const scale = Math.ceil(LEAST_SIDE / modules.length);
  const side = modules.length * scale;
  const data = new Uint8Array(side * side).fill(WHITE);
  for (const [row, line] of modules.entries()) {
    for (const [column, isDark] of line.entries()) {
      if (isDark) darken(data, side, row * scale, column * scale, scale);
    }
  }
  return greyPng(side, side, data);
}

function darken(data: Uint8Array, side: number, top: number, left: number, scale: number): void {
  for (let y = top; y < top + scale; y += 1) {
    data.fill(0, y * side + left, y * side + left + scale);
  }
}
