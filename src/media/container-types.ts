/* Types that one signature does not tell. Bytes are signs of latin1. Null: none that is known. */

/** Brands that say more than "mp4", as a file's first box names its own. */
const BRANDS: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  mif1: 'image/heif',
  msf1: 'image/heif-sequence',
  heic: 'image/heic',
  heix: 'image/heic',
  hevc: 'image/heic-sequence',
  hevx: 'image/heic-sequence',
  qt: 'video/quicktime',
  M4V: 'video/x-m4v',
  M4VH: 'video/x-m4v',
  M4VP: 'video/x-m4v',
  M4A: 'audio/x-m4a',
  M4B: 'audio/mp4',
  F4A: 'audio/mp4',
  F4B: 'audio/mp4',
  crx: 'image/x-canon-cr3',
};

/** Of films, sounds and pictures of the family of mp4. */
export function typeOfBrand(brand: string): string | null {
  // Not even a sign: the file breaks off here, or is another thing.
  if (!/^[\x20-\x7f\xa0-\xff]/.test(brand)) return null;
  const known = brand.replace('\0', ' ').trim();
  if (Object.hasOwn(BRANDS, known)) return BRANDS[known] ?? 'video/mp4';
  if (known.startsWith('3g2')) return 'video/3gpp2';
  return known.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
}

const RIFF: Readonly<Record<string, string>> = {
  WEBP: 'image/webp',
  'AVI ': 'video/vnd.avi',
  WAVE: 'audio/wav',
  QLCM: 'audio/qcelp',
};

export const typeOfRiff = (form: string): string | null =>
  Object.hasOwn(RIFF, form) ? (RIFF[form] ?? null) : null;

const OGG_SOUNDS = ['OpusHead', '\x7fFLAC', 'Speex  ', '\x01vorbis'];
const OGG_FILMS = ['\x80theora', '\x01video\0'];

/** By the first packet of its first stream. */
export function typeOfOgg(packet: string): string {
  const isOne = (start: string) => packet.startsWith(start);
  if (OGG_SOUNDS.some(isOne)) return 'audio/ogg';
  return OGG_FILMS.some(isOne) ? 'video/ogg' : 'application/ogg';
}

/** WebM and Matroska name themselves in their first element. */
export function typeOfEbml(bytes: string): string | null {
  const [, kind] = /\x42\x82[\x81-\xc0](webm|matroska)/.exec(bytes.slice(0, 128)) ?? [];
  return kind === undefined ? null : `video/${kind}`;
}

const ASF_SOUND = '\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b';
const ASF_FILM = '\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b';

/** By its first stream. */
export function typeOfAsf(bytes: string): string {
  const [sound, film] = [bytes.indexOf(ASF_SOUND), bytes.indexOf(ASF_FILM)];
  if (sound === -1 && film === -1) return 'application/vnd.ms-asf';
  return film === -1 || (sound !== -1 && sound < film) ? 'audio/x-ms-asf' : 'video/x-ms-asf';
}

const PNG_SIGNATURE = 8;
/** Length, name and checksum of a chunk. */
const CHUNK_FRAME = 12;

/** A PNG moves when its control chunk stands before its picture. */
export function typeOfPng(head: Buffer): string | null {
  if (head.length < PNG_SIGNATURE + 8) return null;
  let hasHeader = false;
  for (let at = PNG_SIGNATURE; at + 8 < head.length; ) {
    const length = head.readInt32BE(at);
    const name = head.toString('latin1', at + 4, at + 8);
    if (length < 0 || (name === 'IHDR' && length !== 13)) return null;
    hasHeader ||= name === 'IHDR';
    if (name === 'IDAT') return 'image/png';
    if (name === 'acTL') return 'image/apng';
    if (!hasHeader && name !== 'CgBI') return null;
    at += length + CHUNK_FRAME;
  }
  return 'image/png';
}

const SONY_TAG = 50_341;
const DNG_TAG = 50_706;
const MOST_TAGS = 512;

/** Raw pictures of cameras are TIFFs, and tell themselves by their tags. */
export function typeOfTiff(head: Buffer, isBigEndian: boolean): string | null {
  const short = (at: number) =>
    at + 2 > head.length ? null : isBigEndian ? head.readUInt16BE(at) : head.readUInt16LE(at);
  const version = short(2);
  if (version === 43) return 'image/tiff';
  if (version !== 42 || head.length < 12) return null;
  const list = isBigEndian ? head.readUInt32BE(4) : head.readUInt32LE(4);
  if (list >= 6 && head.toString('latin1', 8, 10) === 'CR') return 'image/x-canon-cr2';
  const start = `${short(8)} ${short(10)}`;
  if (list >= 8 && (start === '28 254' || start === '31 11')) return 'image/x-nikon-nef';
  const count = short(list);
  if (count === null) return null;
  for (let tag = 0; tag < count && count <= MOST_TAGS; tag += 1) {
    const at = list + 2 + tag * 12;
    const id = at + 12 > head.length ? null : short(at);
    if (id === null) return null;
    if (id === SONY_TAG) return 'image/x-sony-arw';
    if (id === DNG_TAG) return 'image/x-adobe-dng';
  }
  return 'image/tiff';
}

/** A frame of sound in front: MP3 and AAC have no signature. */
export function typeOfFrame([sync = 0, kind = 0, rate = 0]: Uint8Array): string | null {
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return null;
  if ((kind & 0x16) === 0x10) return 'audio/aac';
  // What begins a text in UTF-16, and versions, bitrates and rates that there are not.
  const isNone = kind === 0xfe || (kind & 0x18) === 0x08;
  if (isNone || (rate & 0xf0) === 0xf0 || (rate & 0x0c) === 0x0c) return null;
  return (kind & 0x06) === 0 ? null : 'audio/mpeg';
}

const PACKET = 188;

/**
 * Films of camcorders and recorders: packets of equal length, on discs with four bytes in front of each. A letter begins
 * each, and three of them are no chance.
 */
export const typeOfPackets = (bytes: string): string | null => {
  const begin = (extra: number) => [0, 1, 2].map((n) => bytes[extra + n * (PACKET + extra)]);
  return [0, 4].some((extra) => begin(extra).every((sign) => sign === 'G')) ? 'video/mp2t' : null;
};
