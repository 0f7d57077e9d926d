import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMp4Index } from '../../src/media/mp4-index.ts';
import { m4a, mp4, mp4With } from '../helpers/sounds.ts';

/** Reads an index as from a store, and counts the reads. */
async function read(bytes: Uint8Array) {
  let reads = 0;
  let asked = 0;
  const index = await readMp4Index(async (from, length) => {
    reads += 1;
    asked += length;
    return bytes.subarray(from, from + length);
  }, bytes.length);
  return { index, reads, asked };
}

const indexOf = async (bytes: Uint8Array) => (await read(bytes)).index;
const sound = { handler: 'soun' };
const film = { handler: 'vide', codec: 'avc1' };

describe('tracks and length', () => {
  test.each<[string, Uint8Array, object | null]>([
    ['an m4a', m4a(2500), { sounds: ['mp4a'], films: 0, durationMs: 2500 }],
    [
      'a length that stands in the track only',
      mp4With({ tracks: [{ ...sound, ms: 1200 }] }),
      { durationMs: 1200 },
    ],
    [
      'a length that stands for the whole only',
      mp4With({ movieMs: 3400, tracks: [sound] }),
      { sounds: ['mp4a'], durationMs: 3400 },
    ],
    [
      'a length that stands for all fragments only',
      mp4With({ fragmentsMs: 4100, tracks: [sound] }),
      { sounds: ['mp4a'], durationMs: 4100 },
    ],
    ['no length at all', mp4With({ tracks: [sound] }), { durationMs: null }],
    ['one that means "unknown"', mp4With({ movieMs: 0xffff_ffff }), { durationMs: null }],
    [
      'the sound’s own length before the film’s',
      mp4With({
        movieMs: 9000,
        tracks: [
          { ...film, ms: 9000 },
          { ...sound, ms: 8500 },
        ],
      }),
      { sounds: ['mp4a'], films: 1, durationMs: 8500 },
    ],
    [
      'a cover is no film',
      mp4With({ movieMs: 10, tracks: [sound, { handler: 'vide', codec: 'jpeg' }] }),
      { sounds: ['mp4a'], films: 0 },
    ],
    ['an index behind the contents', mp4With({ movieMs: 7, indexLast: true }), { durationMs: 7 }],
    ['a film without an index', mp4(500), null],
    ['nothing', new Uint8Array(), null],
    ['no mp4', Buffer.from('%PDF-1.7\nand so on, for longer than a box'), null],
    ['one that breaks off', m4a(2500).subarray(0, 60), null],
  ])('%s', async (_, bytes, expected) => {
    const index = await indexOf(bytes);
    if (expected === null) expect(index).toBeNull();
    else expect(index).toMatchObject(expected);
  });

  test('a sound of many hours has a large index, of which little is read', async () => {
    const bytes = Buffer.from(m4a(2500));
    const at = bytes.indexOf('moov') - 4;
    const length = bytes.readUInt32BE(at);
    const table = Buffer.alloc(3_000_000);
    table.writeUInt32BE(table.length);
    table.write('free', 4, 'latin1');
    const large = Buffer.concat([
      bytes.subarray(0, at + length),
      table,
      bytes.subarray(at + length),
    ]);
    large.writeUInt32BE(length + table.length, at);
    const { index, asked } = await read(large);
    expect(index).toEqual(await indexOf(bytes));
    expect(asked).toBeLessThan(300_000);
  });

  test('a film of 100 MB is not read whole', async () => {
    const bytes = mp4With({ movieMs: 5, tracks: [film], indexLast: true, bytes: 100_000_000 });
    const { index, asked, reads } = await read(bytes);
    expect(index).toMatchObject({ films: 1, durationMs: 5 });
    expect(asked).toBeLessThan(300_000);
    expect(reads).toBeLessThan(5);
  });

  test('nested boxes, and boxes of size 0, come to an end', async () => {
    const many = Buffer.alloc(8_000_000);
    for (let at = 0; at < many.length; at += 8) {
      many.writeUInt32BE(8, at);
      many.write('free', at + 4);
    }
    const head = Buffer.from(m4a(1)).subarray(0, 24);
    const { index, reads } = await read(Buffer.concat([head, many]));
    expect(index).toBeNull();
    expect(reads).toBeLessThan(70);
    expect(await indexOf(Buffer.concat([head, new Uint8Array(100_000)]))).toBeNull();
  });

  test('whatever the bytes, reading ends and never throws', async () => {
    const bytes = Buffer.from(mp4With({ movieMs: 3400, tracks: [sound, film] }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(bytes.length),
        async (changes, cut) => {
          const broken = Buffer.from(bytes).subarray(0, cut);
          for (const [at, value] of changes) if (at < cut) broken[at] = value;
          const index = await indexOf(broken);
          const ms = index?.durationMs ?? null;
          expect(ms === null || (Number.isSafeInteger(ms) && ms > 0)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
