import { greyPng } from './png.ts';

/** 16 : 9, as most films are. */
const WIDTH = 320;
const HEIGHT = 180;
/** Grey, and a white triangle that says "play". */
const GROUND = 0x5a;
const INK = 0xff;

let made: Uint8Array | undefined;

/** The picture for a film until it plays: LINE demands one (line.md §2.7); we decode no films. */
export function filmTile(): Uint8Array {
  made ??= greyPng(WIDTH, HEIGHT, pixels());
  return made;
}

function pixels(): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(GROUND);
  const [left, half, middle] = [WIDTH / 2 - 24, 36, HEIGHT / 2];
  for (let y = -half; y <= half; y += 1) {
    const length = Math.round((half - Math.abs(y)) * 1.6);
    const start = (middle + y) * WIDTH + left;
    data.fill(INK, start, start + length);
  }
  return data;
}
