import { type Mp3Frame, mp3FrameIn } from './mp3-frame.ts';
import { fourAt, type PassingBytes, viewOf } from './passing-bytes.ts';

/** From so many frames on it is a sound, and one bitrate in all of them is that of the whole. */
const ENOUGH_FRAMES = 4;
/** What stands between frames and is none; a file made to keep us busy is full of it. Bytes. */
const MOST_BETWEEN = 1_000_000;
/** More than a day has them only with false ones, which are short. */
const MOST_FRAMES = 4_000_000;
/** At the head of a frame: what is read of its index ends before. Bytes. */
const HEAD = 64;

/**
 * The length of an mp3, seconds: by the index in its first frame, by its size when the bitrate stays the same,
 * or by counting its frames. Work grows with the file's size only, whatever is in it. Null: it is none.
 *
 * @param size of the whole file, bytes
 */
export async function mp3Length(bytes: PassingBytes, size: number): Promise<number | null> {
  await skipTags(bytes);
  let between = 0;
  let count = 0;
  let samples = 0;
  let first: { readonly frame: Mp3Frame; readonly at: number; readonly frames: number } | null =
    null;
  let isSteady = true;
  for (;;) {
    const head = await bytes.peek(count === 0 ? HEAD : 4);
    const frame = mp3FrameIn(head);
    if (frame === null) {
      // What looked like a frame was none.
      if (count < ENOUGH_FRAMES) [count, samples, first, isSteady] = [0, 0, null, true];
      const left = await skipToFrame(bytes);
      between += left;
      if (left === 0 || between > MOST_BETWEEN) break;
      continue;
    }
    first ??= { frame, at: bytes.at, frames: framesIn(head, frame) };
    isSteady &&= frame.bitrate === first.frame.bitrate;
    count += 1;
    if (count > MOST_FRAMES) return null;
    if (count === ENOUGH_FRAMES) {
      if (first.frames > 0) return (first.frames * frame.samples) / frame.rate;
      if (isSteady) {
        return (Math.round((size - first.at) / frame.bytes) * frame.samples) / frame.rate;
      }
    }
    if (!(await bytes.skip(frame.bytes))) break;
    samples += frame.samples;
  }
  return first === null || count < ENOUGH_FRAMES ? null : samples / first.frame.rate;
}

/** What stands before the sound: ID3v2, perhaps more than one. */
async function skipTags(bytes: PassingBytes): Promise<void> {
  for (;;) {
    const head = await bytes.peek(10);
    if (head.length < 10 || !fourAt(head, 0).startsWith('ID3')) return;
    // Seven bits in each byte, so that none looks like the begin of a frame.
    const length = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const hasFooter = ((head[5] ?? 0) & 0x10) !== 0;
    if (!(await bytes.skip(10 + length + (hasFooter ? 10 : 0)))) return;
  }
}

/** To the next header of a frame, or some way there; how many bytes that were, 0 at the end. */
async function skipToFrame(bytes: PassingBytes): Promise<number> {
  const held = await bytes.peek(1024);
  if (held.length < 4) return 0;
  let at = 1;
  while (at + 4 <= held.length && !beginsAt(held, at)) at += 1;
  return (await bytes.skip(at)) ? at : 0;
}

const beginsAt = (held: Uint8Array, at: number): boolean =>
  held[at] === 0xff && mp3FrameIn(held.subarray(at, at + 4)) !== null;

/** Where an index of that name stands in a frame, and where in it the count of frames. */
const VBRI = { at: 36, frames: 14 };

/** How many frames the index in the first one counts; 0 without one. */
function framesIn(head: Uint8Array, { indexAt }: Mp3Frame): number {
  if (head.length < HEAD) return 0;
  const view = viewOf(head);
  if (fourAt(head, VBRI.at) === 'VBRI') return view.getUint32(VBRI.at + VBRI.frames);
  const name = fourAt(head, indexAt);
  const hasFrames = (view.getUint32(indexAt + 4) & 1) !== 0;
  return (name === 'Xing' || name === 'Info') && hasFrames ? view.getUint32(indexAt + 8) : 0;
}
