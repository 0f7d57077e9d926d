/* Sounds and films as small as possible: real containers around silence or nothing. */

/** MPEG-1 layer III, 128 kbit/s at 44.1 kHz: this many frames of 1,152 samples. */
export function mp3(frames: number): Uint8Array {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9000, 0);
  return Buffer.concat(Array<Buffer>(frames).fill(frame));
}

export const MP3_FRAME_MS = (1152 / 44_100) * 1000;

/** The facts in an mp4's index; phones leave some out. */
export interface Mp4Parts {
  readonly brand?: string;
  /** Of the whole, ms. */
  readonly movieMs?: number;
  /** `ms`: of the track itself; `handler`: `soun`, `vide` … */
  readonly tracks?: readonly {
    readonly handler: string;
    readonly codec?: string;
    readonly ms?: number;
  }[];
  /** Of all fragments together, ms: a fragmented recording has it besides the index's length. */
  readonly fragmentsMs?: number;
  /** The index stands behind the contents, as in a recording not yet reworked. */
  readonly indexLast?: boolean;
  /** Of contents, all zero. */
  readonly bytes?: number;
}

/** An mp4 with an index and no contents. */
export function mp4With({
  brand = 'mp42',
  movieMs = 0,
  fragmentsMs,
  tracks = [],
  indexLast = false,
  bytes = 16,
}: Mp4Parts): Uint8Array {
  const mvhd = fullBox('mvhd', u32(0), u32(0), u32(1000), u32(movieMs), Buffer.alloc(80));
  const traks = tracks.map(({ handler, codec = 'mp4a', ms = 0 }, at) => {
    const tkhd = fullBox('tkhd', u32(0), u32(0), u32(at + 1), u32(0), u32(ms), Buffer.alloc(60));
    const mdhd = fullBox('mdhd', u32(0), u32(0), u32(1000), u32(ms), u32(0));
    const hdlr = fullBox('hdlr', u32(0), text(handler), Buffer.alloc(13));
    const entry = box(codec, Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), Buffer.alloc(20));
    const stbl = box('stbl', fullBox('stsd', u32(1), entry));
    return box('trak', tkhd, box('mdia', mdhd, hdlr, box('minf', stbl)));
  });
  const mvex = fragmentsMs === undefined ? [] : [box('mvex', fullBox('mehd', u32(fragmentsMs)))];
  const index = box('moov', mvhd, ...traks, ...mvex);
  const contents = box('mdat', Buffer.alloc(bytes));
  return Buffer.concat([
    box('ftyp', text(brand), u32(0), text(brand), text('isom')),
    ...(indexLast ? [contents, index] : [index, contents]),
  ]);
}

/** An m4a of that length, ms, with no contents. */
export const m4a = (ms: number): Uint8Array =>
  mp4With({ brand: 'M4A ', movieMs: ms, tracks: [{ handler: 'soun', ms }] });

/** What every phone records as a film. */
export const mp4 = (bytes: number): Uint8Array =>
  Buffer.concat([
    box('ftyp', text('isom'), u32(512), text('isom'), text('avc1')),
    box('mdat', Buffer.alloc(bytes)),
  ]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const text = (value: string) => Buffer.from(value, 'latin1');

function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
}

const fullBox = (type: string, ...parts: readonly Uint8Array[]) => box(type, u32(0), ...parts);
