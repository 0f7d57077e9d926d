import { parseBuffer } from 'music-metadata';
import { expect, test } from 'vitest';
import { durationOf } from '../../src/media/duration.ts';
import { MP3_FRAME_MS, mp3, mp4With } from '../helpers/sounds.ts';

/** Whatever the pieces in which a file comes. */
async function read(bytes: Uint8Array, type = 'audio/mpeg'): Promise<number | null> {
  const lengths = await Promise.all(
    [1000, 7, bytes.length].map((piece) => {
      const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, n) =>
        bytes.slice(n * piece, (n + 1) * piece),
      );
      return durationOf(ReadableStream.from(pieces), type, bytes.length);
    }),
  );
  expect(new Set(lengths).size).toBe(1);
  return lengths[0] ?? null;
}

/** A frame by its four bytes, filled with nothing. */
function frame(head: number, bytes: number, inside: readonly [number, Uint8Array][] = []): Buffer {
  const whole = Buffer.alloc(bytes);
  whole.writeUInt32BE(head, 0);
  for (const [at, part] of inside) whole.set(part, at);
  return whole;
}

const times = (count: number, what: Uint8Array) => Array<Uint8Array>(count).fill(what);
const FRAME = frame(0xfffb9000, 417);
const index = (name: string, frames: number) =>
  Buffer.concat([Buffer.from(name), u32(3), u32(frames), u32(100_000)]);
const id3 = (length: number) =>
  Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, length >> 7, length & 127]),
    Buffer.alloc(length),
  ]);

test.each<[string, Uint8Array]>([
  ['of one bitrate', mp3(200)],
  ['behind a tag', Buffer.concat([id3(3000), ...times(200, FRAME)])],
  [
    'with an index',
    Buffer.concat([frame(0xfffb9000, 417, [[36, index('Xing', 900)]]), ...times(9, FRAME)]),
  ],
  [
    'of one bitrate, with an index',
    Buffer.concat([frame(0xfffb9000, 417, [[36, index('Info', 77)]]), ...times(77, FRAME)]),
  ],
  ['of mixed bitrates', Buffer.concat(times(50, Buffer.concat([FRAME, frame(0xfffba000, 522)])))],
  ['in mono, of half the rate', Buffer.concat(times(60, frame(0xfff380c0, 208)))],
  ['of layer II', Buffer.concat(times(60, frame(0xfffd8400, 384)))],
  ['behind bytes that are none', Buffer.concat([Buffer.alloc(700, 0x55), ...times(200, FRAME)])],
])('an mp3 %s is as long as a library says', async (_, bytes) => {
  const { format } = await parseBuffer(
    bytes,
    { mimeType: 'audio/mpeg', size: bytes.length },
    { duration: true },
  );
  const ms = (format.duration ?? 0) * 1000;
  expect(ms).toBeGreaterThan(500);
  expect(Math.abs(((await read(bytes)) ?? 0) - ms)).toBeLessThanOrEqual(1);
});

test('an mp3 whose frames an index counts is as long as that says, though it begins in silence', async () => {
  const vbri = Buffer.concat([Buffer.from('VBRI'), Buffer.alloc(10), u32(500)]);
  const bytes = Buffer.concat([frame(0xfffb9000, 417, [[36, vbri]]), ...times(40, FRAME)]);
  expect(await read(bytes)).toBe(Math.round(500 * MP3_FRAME_MS));
});

test('frames of layer I are as long as their slots of four bytes', async () => {
  // 32 kbit/s and 64 at 44.1 kHz: 8 and 17 slots.
  const two = Buffer.concat([frame(0xffff1000, 32), frame(0xffff2000, 68)]);
  expect(await read(Buffer.concat(times(40, two)))).toBe(Math.round((80 * 384_000) / 44_100));
});

test('an mp3 that ends within a frame is as long as its whole ones', async () => {
  // One that is of another bitrate: all are counted.
  const bytes = Buffer.concat([
    frame(0xfffba000, 522),
    ...times(30, FRAME),
    FRAME.subarray(0, 100),
  ]);
  expect(await read(bytes)).toBe(Math.round(31 * MP3_FRAME_MS));
});

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array(0)],
  ['a text', Buffer.from('ÿû is no frame '.repeat(500), 'latin1')],
  ['three frames', mp3(3)],
  ['a tag that claims more than there is', id3(3000).subarray(0, 500)],
  [
    'a megabyte of something else before the sound',
    Buffer.concat([Buffer.alloc(1_100_000, 0x55), mp3(100)]),
  ],
])('%s is no mp3', async (_, bytes) => {
  const stream = ReadableStream.from([bytes]);
  expect(await durationOf(stream, 'audio/mpeg', bytes.length)).toBeNull();
});

test('the length of an m4a in fragments is that of them all', async () => {
  const start = mp4With({ tracks: [{ handler: 'soun' }], bytes: 1 });
  const own = box('tfhd', u32(0x8), u32(1), u32(20));
  // Ten samples of the fragment's length, and three that say their own.
  const same = box('moof', box('traf', own, box('trun', u32(0), u32(10))));
  const each = box(
    'trun',
    u32(0x301),
    u32(3),
    u32(0),
    ...[7, 8, 9].flatMap((ms) => [u32(ms), u32(50)]),
  );
  const another = box('traf', box('tfhd', u32(0x8), u32(2), u32(20)), box('trun', u32(0), u32(99)));
  const bytes = Buffer.concat([
    start,
    same,
    box('mdat', Buffer.alloc(90)),
    box('moof', box('traf', own, each), another),
  ]);
  expect(await read(bytes, 'audio/mp4')).toBe(10 * 20 + 24);
  expect(await read(start as Uint8Array, 'audio/mp4')).toBeNull();
  expect(await read(bytes.subarray(0, start.length + 20), 'audio/mp4')).toBeNull();
});

test('a file of nothing but boxes is left before its end', async () => {
  const boxes = Buffer.concat(times(8192, box('free')));
  let given = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += 1;
      if (given > 100) controller.close();
      else controller.enqueue(new Uint8Array(boxes));
    },
  });
  expect(await durationOf(stream, 'audio/mp4', 100 * boxes.length)).toBeNull();
  expect(given).toBeLessThan(50);
});

test('a sound that the store stops giving has no length', async () => {
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('the store failed')),
  });
  expect(await durationOf(stream, 'audio/mpeg', 1000)).toBeNull();
});

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}
