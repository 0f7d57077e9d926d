/** The header of a frame of MPEG audio, layer I to III (ISO/IEC 11172-3 §2.4.2.3, 13818-3). */
export interface Mp3Frame {
  /** With its header, bytes. */
  readonly bytes: number;
  readonly bitrate: number;
  readonly samples: number;
  /** Samples per second. */
  readonly rate: number;
  /** Where an index of the whole would stand, from the frame's begin. */
  readonly indexAt: number;
}

/** kbit/s by index, 1 to 14. */
const BITRATES = {
  v1l1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

const RATES = [44_100, 48_000, 32_000];

type Layer = 1 | 2 | 3;

/** Two bits say the layer, backwards; 0 is none. */
const LAYERS: readonly (Layer | null)[] = [null, 3, 2, 1];

const bitratesOf = (isVersion1: boolean, layer: Layer): readonly number[] => {
  if (!isVersion1) return layer === 1 ? BITRATES.v2l1 : BITRATES.v2l23;
  return { 1: BITRATES.v1l1, 2: BITRATES.v1l2, 3: BITRATES.v1l3 }[layer];
};

/** The header in these bytes; null when they are none. */
export function mp3FrameIn(bytes: Uint8Array): Mp3Frame | null {
  const [sync = 0, form = 0, numbers = 0, mode = 0] = bytes;
  if (sync !== 0xff || (form & 0xe0) !== 0xe0) return null;
  // 0 is version 2.5, 2 is 2, 3 is 1.
  const version = (form >> 3) & 3;
  const layer = LAYERS[(form >> 1) & 3] ?? null;
  if (version === 1 || layer === null) return null;
  const isVersion1 = version === 3;
  const kbits = bitratesOf(isVersion1, layer)[(numbers >> 4) - 1];
  const fullRate = RATES[(numbers >> 2) & 3];
  if (kbits === undefined || fullRate === undefined) return null;
  const rate = fullRate / { 0: 4, 2: 2, 3: 1 }[version as 0 | 2 | 3];
  const samples = layer === 1 ? 384 : layer === 3 && !isVersion1 ? 576 : 1152;
  // Frames are counted in slots, which are longer in layer I.
  const slot = layer === 1 ? 4 : 1;
  const slots = Math.floor((samples * kbits * 125) / rate / slot) + ((numbers >> 1) & 1);
  const isMono = mode >> 6 === 3;
  return {
    bytes: slots * slot,
    bitrate: kbits,
    samples,
    rate,
    indexAt: 4 + (isVersion1 ? (isMono ? 17 : 32) : isMono ? 9 : 17),
  };
}
