import sharp from 'sharp';
import { expect, test } from 'vitest';
import { typeOfBytes } from '../../src/media/file-type.ts';
import { filmTile } from '../../src/media/film-tile.ts';
import { sharpPreviews } from '../../src/media/pictures-sharp.ts';
import { tinyHeic } from '../helpers/heic.ts';

const previews = sharpPreviews();
const preview = async (picture: Uint8Array, type: string) =>
  (await previews())?.(async () => picture, type) ?? null;

const solid = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } });

/** Noise is what JPEG compresses worst. */
const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

test.each([
  ['image/webp', solid(300, 200).webp()],
  ['image/gif', solid(300, 200).gif()],
  ['image/png', solid(300, 200).png()],
  ['image/avif', solid(300, 200).avif()],
] as const)('%s becomes a JPEG', async (type, picture) => {
  const bytes = await picture.toBuffer();
  expect(await typeOfBytes(bytes.subarray(0, 4100))).toBe(type);
  const made = await preview(bytes, type);
  expect(made).toMatchObject({ width: 300, height: 200 });
  expect((await sharp(made?.jpeg).metadata()).format).toBe('jpeg');
});

test('a HEIC becomes a JPEG too', async () => {
  const heic = tinyHeic();
  expect(await typeOfBytes(heic)).toBe('image/heic');
  const made = await preview(heic, 'image/heic');
  expect(made).toMatchObject({ width: 16, height: 16 });
  const [red = 0, green = 0] = await sharp(made?.jpeg).raw().toBuffer();
  expect(red).toBeGreaterThan(230);
  expect(green).toBeLessThan(30);
});

test('however large or busy, the JPEG is at most 1 MB', async () => {
  const made = await preview(
    await noise(4000, 3000).jpeg({ quality: 95 }).toBuffer(),
    'image/jpeg',
  );
  expect(made?.jpeg.byteLength).toBeLessThanOrEqual(1_000_000);
});

test('a photo taken sideways stands upright', async () => {
  const sideways = await solid(300, 200).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  expect(await preview(sideways, 'image/jpeg')).toMatchObject({ width: 200, height: 300 });
});

test('a broken picture, or bytes that are none, are left alone', async () => {
  const png = await solid(300, 200).png().toBuffer();
  expect(await preview(png.subarray(0, 60), 'image/png')).toBeNull();
  expect(await preview(tinyHeic().subarray(0, 200), 'image/heic')).toBeNull();
  expect(await preview(new Uint8Array(), 'image/gif')).toBeNull();
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
        return png;
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
  expect(await typeOfBytes(new Uint8Array())).toBe('application/octet-stream');
  expect(await typeOfBytes(Buffer.from('<svg onload="alert(1)"/>'))).toBe(
    'application/octet-stream',
  );
  expect(await typeOfBytes(Buffer.from('<html><script>'))).toBe('application/octet-stream');
  expect(await typeOfBytes(Buffer.from('%PDF-1.7\n<html>'))).toBe('application/pdf');
});

test('the picture for a film is a small PNG', async () => {
  const { format, width, height } = await sharp(filmTile()).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 320, height: 180 });
  expect(filmTile().byteLength).toBeLessThan(10_000);
});
