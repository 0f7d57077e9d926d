import { fourAt, type PassingBytes, viewOf } from './passing-bytes.ts';

/** Real ones hold some thousand bytes; what is held is ours to bound. */
const MOST_INDEX = 2_000_000;
/** Of all that is looked into, bytes; a file made to keep us busy is full of boxes. Looking at one costs as much as some bytes. */
const MOST_WORK = 20_000_000;
const BOX_WORK = 100;

/** Of the sound track: its number in the file, and units per second. */
interface SoundTrack {
  readonly id: number;
  readonly scale: number;
  /** By the index, seconds; 0: unknown. */
  readonly seconds: number;
  /** Of a sample in fragments that say none, units. */
  readonly sampleUnits: number;
}

/**
 * The length of an m4a, seconds: by its index, else what the fragments of its sound track say together (ISO/IEC
 * 14496-12 §8.8). Null when that cannot be read.
 */
export async function m4aLength(bytes: PassingBytes): Promise<number | null> {
  let track: SoundTrack | null = null;
  let units = 0;
  let work = 0;
  for (;;) {
    const box = boxAt(await bytes.peek(16));
    if (box === null) break;
    const { type, length, head } = box;
    const isIndex = type === 'moov' || type === 'moof';
    work += isIndex ? length : BOX_WORK;
    if (work > MOST_WORK) return null;
    if (!isIndex) {
      if (!(await bytes.skip(length))) break;
      continue;
    }
    if (length > MOST_INDEX) return null;
    const whole = await bytes.peek(length);
    if (whole.length < length) break;
    const body = whole.subarray(head);
    if (type === 'moov') track = soundTrackIn(body);
    if (track !== null && track.seconds > 0) return track.seconds;
    if (type === 'moof' && track !== null) units += unitsIn(body, track);
    await bytes.skip(length);
  }
  return track === null || track.scale === 0 || units === 0 ? null : units / track.scale;
}

function soundTrackIn(moov: Uint8Array): SoundTrack | null {
  for (const trak of bodiesIn(moov, 'trak')) {
    const [mdia] = bodiesIn(trak, 'mdia');
    const [tkhd] = bodiesIn(trak, 'tkhd');
    if (mdia === undefined || tkhd === undefined) continue;
    const [mdhd] = bodiesIn(mdia, 'mdhd');
    const [hdlr] = bodiesIn(mdia, 'hdlr');
    if (mdhd === undefined || hdlr === undefined || fourAt(hdlr, 8) !== 'soun') continue;
    const id = u32(tkhd, tkhd[0] === 1 ? 20 : 12);
    const sampleUnits = sampleUnitsIn(moov, id);
    return { id, scale: u32(mdhd, mdhd[0] === 1 ? 20 : 12), seconds: secondsIn(mdhd), sampleUnits };
  }
  return null;
}

/** What `mdhd` says; 0 when it says that it is unknown. */
function secondsIn(mdhd: Uint8Array): number {
  const isLong = mdhd[0] === 1;
  const scale = u32(mdhd, isLong ? 20 : 12);
  if (scale === 0 || mdhd.length < (isLong ? 32 : 20)) return 0;
  const units = isLong ? viewOf(mdhd).getBigUint64(24) : BigInt(u32(mdhd, 16));
  const isUnknown = units === (isLong ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn);
  return isUnknown ? 0 : Number(units) / scale;
}

/** What `trex` says for this track. */
function sampleUnitsIn(moov: Uint8Array, id: number): number {
  const extensions = bodiesIn(moov, 'mvex').flatMap((mvex) => bodiesIn(mvex, 'trex'));
  const own = extensions.find((trex) => u32(trex, 4) === id);
  return own === undefined ? 0 : u32(own, 12);
}

function unitsIn(moof: Uint8Array, track: SoundTrack): number {
  let units = 0;
  for (const traf of bodiesIn(moof, 'traf')) {
    const [tfhd] = bodiesIn(traf, 'tfhd');
    if (tfhd === undefined || u32(tfhd, 4) !== track.id) continue;
    const flags = u32(tfhd, 0);
    const at = 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
    const sampleUnits = flags & 0x8 ? u32(tfhd, at) : track.sampleUnits;
    for (const trun of bodiesIn(traf, 'trun')) units += runUnits(trun, sampleUnits);
  }
  return units;
}

/** Of one run of samples; each may say its own length. */
function runUnits(trun: Uint8Array, sampleUnits: number): number {
  const flags = u32(trun, 0);
  const count = u32(trun, 4);
  if ((flags & 0x100) === 0) return count * sampleUnits;
  const begin = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const each = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  let units = 0;
  for (let n = 0, at = begin; n < count && at + 4 <= trun.length; n += 1, at += each) {
    units += u32(trun, at);
  }
  return units;
}

interface BoxHead {
  readonly type: string;
  /** With its head, bytes. */
  readonly length: number;
  readonly head: number;
}

/** The box that begins with these bytes; null at the end, or when they are none. */
function boxAt(bytes: Uint8Array): BoxHead | null {
  if (bytes.length < 8) return null;
  const short = u32(bytes, 0);
  const isLong = short === 1;
  if (isLong && bytes.length < 16) return null;
  const head = isLong ? 16 : 8;
  // 0: to the end of the file, which nothing follows.
  const length = isLong ? Number(viewOf(bytes).getBigUint64(8)) : short;
  return length < head ? null : { type: fourAt(bytes, 4), length, head };
}

/** The contents of all boxes of this type, which lie side by side in `bytes`. */
function bodiesIn(bytes: Uint8Array, type: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const box = boxAt(bytes.subarray(at));
    if (box === null) return found;
    if (box.type === type) found.push(bytes.subarray(at + box.head, at + box.length));
    at += box.length;
  }
}

/** 0 where the bytes break off. */
const u32 = (bytes: Uint8Array, at: number): number =>
  at + 4 <= bytes.length ? viewOf(bytes).getUint32(at) : 0;
