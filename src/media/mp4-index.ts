import { DAY_MS } from '../domain/durations.ts';
import type { Mp4Index } from '../domain/files/true-type.ts';

/** Reads bytes from an offset; returns fewer at the end of the file. */
export type ReadAt = (from: number, length: number) => Promise<Uint8Array>;

/** How much one read asks for: the index of a voice message fits whole. Bytes. */
const WINDOW_BYTES = 65_536;
/** Files made to keep us busy contain a million boxes; real ones have a dozen at their head. */
const MOST_READS = 60;
const MOST_BOXES = 2000;
/** Longer than anything a phone records; more is no length. Ms. */
const LONGEST_MS = 7 * DAY_MS;
/** Tracks of these are covers, not films. */
const STILLS = new Set(['jpeg', 'png ', 'tiff', 'bmp ']);
/** Boxes to descend into, on the way from a track to its content. */
const INSIDE_TRACK = new Set(['mdia', 'minf', 'stbl', 'edts']);

/**
 * The index (`moov`) of an mp4: its tracks, and its length wherever that stands (ISO/IEC 14496-12).
 * Reads only a few pieces of the file.
 *
 * @returns null when it has no readable index
 */
export async function readMp4Index(readAt: ReadAt, size: number): Promise<Mp4Index | null> {
  const file = new Pieces(readAt, size);
  try {
    for await (const box of file.boxes(0, size)) {
      // A file that breaks off in its index is incomplete and plays nowhere.
      if (box.type === 'moov') return box.isWhole ? await indexIn(file, box) : null;
    }
  } catch {
    // The store failed, or the file was made to keep us busy: treat it as one without an index.
  }
  return null;
}

interface Box {
  readonly type: string;
  /** Where its contents begin and end. */
  readonly from: number;
  readonly end: number;
  readonly isWhole: boolean;
}

interface Track {
  handler: string;
  codec: string | null;
  ms: number | null;
}

async function indexIn(file: Pieces, moov: Box): Promise<Mp4Index> {
  const tracks: Track[] = [];
  let wholeMs: number | null = null;
  let scale = 0;
  for await (const box of file.boxes(moov.from, moov.end)) {
    if (box.type === 'mvhd') {
      wholeMs = await file.lengthIn(box);
      scale = await file.scaleIn(box);
    }
    // The file was recorded in fragments: the index's own length covers none of them.
    if (box.type === 'mvex') wholeMs ??= await fragmentsIn(file, box, scale);
    if (box.type !== 'trak') continue;
    const track: Track = { handler: '', codec: null, ms: null };
    await readTrack(file, box, track);
    tracks.push(track);
  }
  const sounds = tracks.filter(({ handler }) => handler === 'soun');
  const films = tracks.filter(
    ({ handler, codec }) => handler === 'vide' && (codec === null || !STILLS.has(codec)),
  );
  const soundMs = Math.max(0, ...sounds.map(({ ms }) => ms ?? 0));
  return {
    sounds: sounds.map(({ codec }) => codec ?? ''),
    films: films.length,
    durationMs: soundMs > 0 ? soundMs : wholeMs,
  };
}

async function fragmentsIn(file: Pieces, mvex: Box, scale: number): Promise<number | null> {
  for await (const box of file.boxes(mvex.from, mvex.end)) {
    if (box.type === 'mehd') return file.fragmentsLengthIn(box, scale);
  }
  return null;
}

async function readTrack(file: Pieces, within: Box, track: Track): Promise<void> {
  for await (const box of file.boxes(within.from, within.end)) {
    if (INSIDE_TRACK.has(box.type)) await readTrack(file, box, track);
    else if (box.type === 'mdhd') track.ms = await file.lengthIn(box);
    // Version and flags, what it was once, then the handler; the codec is the type of the first entry.
    else if (box.type === 'hdlr') track.handler = await file.textAt(box, 8);
    else if (box.type === 'stsd') track.codec = (await file.textAt(box, 12)) || null;
  }
}

/** A file, read a window at a time. */
class Pieces {
  readonly #readAt: ReadAt;
  readonly #size: number;
  #window: { readonly from: number; readonly bytes: Uint8Array } = {
    from: 0,
    bytes: new Uint8Array(0),
  };
  #reads = 0;
  #boxes = 0;

  constructor(readAt: ReadAt, size: number) {
    this.#readAt = readAt;
    this.#size = size;
  }

  async *boxes(from: number, end: number): AsyncGenerator<Box> {
    for (let at = from; at + 8 <= end; ) {
      this.#boxes += 1;
      if (this.#boxes > MOST_BOXES) throw new Error('too many boxes');
      const head = await this.#view(at, 16);
      if (head.byteLength < 8) return;
      const short = head.getUint32(0);
      const isLong = short === 1;
      if (isLong && head.byteLength < 16) return;
      // A box of size 0 goes on to the end of the file.
      const length = isLong ? Number(head.getBigUint64(8)) : short === 0 ? end - at : short;
      const headLength = isLong ? 16 : 8;
      if (length < headLength) return;
      yield {
        type: latin1(head, 4),
        from: at + headLength,
        end: Math.min(at + length, end),
        isWhole: at + length <= end,
      };
      at += length;
    }
  }

  /** The length in a header box (`mvhd`, `mdhd`), ms; null when the box marks it as unknown. */
  async lengthIn({ from, end }: Box): Promise<number | null> {
    const view = await this.#view(from, Math.min(end - from, 32));
    const isLong = view.byteLength > 0 && view.getUint8(0) === 1;
    if (view.byteLength < (isLong ? 32 : 20)) return null;
    const units = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16);
    if (!isLong && units === 0xffff_ffff) return null;
    return msOf(units, view.getUint32(isLong ? 20 : 12));
  }

  /** The units per second in a header box; 0 when it has none. */
  async scaleIn({ from, end }: Box): Promise<number> {
    const view = await this.#view(from, Math.min(end - from, 32));
    const at = view.byteLength > 0 && view.getUint8(0) === 1 ? 20 : 12;
    return view.byteLength < at + 4 ? 0 : view.getUint32(at);
  }

  /** The length of all fragments (`mehd`), ms; null when there is none. */
  async fragmentsLengthIn({ from, end }: Box, scale: number): Promise<number | null> {
    const view = await this.#view(from, Math.min(end - from, 12));
    const isLong = view.byteLength > 0 && view.getUint8(0) === 1;
    if (view.byteLength < (isLong ? 12 : 8)) return null;
    return msOf(isLong ? Number(view.getBigUint64(4)) : view.getUint32(4), scale);
  }

  /** Reads four characters of a box. */
  async textAt({ from, end }: Box, offset: number): Promise<string> {
    if (from + offset + 4 > end) return '';
    const view = await this.#view(from + offset, 4);
    return view.byteLength < 4 ? '' : latin1(view, 0);
  }

  async #view(from: number, length: number): Promise<DataView> {
    const { from: start, bytes } = this.#window;
    const isHere = from >= start && from + length <= start + bytes.byteLength;
    if (!isHere && !(from >= start && start + bytes.byteLength >= this.#size)) {
      this.#reads += 1;
      if (this.#reads > MOST_READS) throw new Error('too many reads');
      const wanted = Math.min(WINDOW_BYTES, this.#size - from);
      this.#window = { from, bytes: wanted > 0 ? await this.#readAt(from, wanted) : EMPTY };
    }
    const held = this.#window.bytes.subarray(from - this.#window.from).subarray(0, length);
    return new DataView(held.buffer, held.byteOffset, held.byteLength);
  }
}

const EMPTY = new Uint8Array(0);

function msOf(units: number, scale: number): number | null {
  const ms = scale === 0 ? 0 : Math.round((units / scale) * 1000);
  return ms > 0 && ms <= LONGEST_MS ? ms : null;
}

const latin1 = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)));
