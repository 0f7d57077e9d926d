import sharp from 'sharp';
import { expect, test } from 'vitest';
import { typeOfBytes } from '../../src/media/file-type.ts';
import { filmTile } from '../../src/media/film-tile.ts';
import { sharpPreviews } from '../../src/media/pictures-sharp.ts';
import { tinyHeic } from '../helpers/heic.ts';
import { opening, solid, testPreviews } from '../helpers/picture-tables.ts';

const previews = sharpPreviews();
testPreviews(() => previews, { heic: true, busy: [4000, 3000] });

test.each([
  ['image/webp', solid(300, 200).webp()],
  ['image/gif', solid(300, 200).gif()],
  ['image/png', solid(300, 200).png()],
  ['image/avif', solid(300, 200).avif()],
] as const)('%s is told by its first bytes', async (type, picture) => {
  expect(typeOfBytes((await picture.toBuffer()).subarray(0, 4100))).toBe(type);
});

test('and so is a HEIC', async () => {
  expect(typeOfBytes(tinyHeic())).toBe('image/heic');
});

test('pictures are read one at a time, and an unreadable one does not hold up the others', async () => {
  const make = await previews();
  const png = await solid(30, 20).png().toBuffer();
  let reading = 0;
  const made = await Promise.allSettled(
    Array.from({ length: 5 }, (_, index) =>
      make?.(async () => {
        reading += 1;
        expect(reading).toBe(1);
        await new Promise(setImmediate);
        reading -= 1;
        if (index === 2) throw new Error('the disk is gone');
        return opening(png)();
      }, 'image/png'),
    ),
  );
  expect(made.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

test('bytes of no known format are just bytes', async () => {
  expect(typeOfBytes(new Uint8Array())).toBe('application/octet-stream');
  expect(typeOfBytes(Buffer.from('<svg onload="alert(1)"/>'))).toBe('application/octet-stream');
  expect(typeOfBytes(Buffer.from('<html><script>'))).toBe('application/octet-stream');
  expect(typeOfBytes(Buffer.from('%PDF-1.7\n<html>'))).toBe('application/pdf');
});

test('the picture for a film is a small PNG', async () => {
  const { format, width, height } = await sharp(filmTile()).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 320, height: 180 });
  expect(filmTile().byteLength).toBeLessThan(10_000);
});
