import sharp from 'sharp';
import { expect, test } from 'vitest';
import { sharpIcons } from '../../src/media/icon-sharp.ts';

const makeIcon = async (photo: Uint8Array) => {
  const make = await sharpIcons()();
  if (make === null) throw new Error('sharp is not installed');
  return make(photo);
};

const noise = (width: number, height: number) => {
  const background = { r: 200, g: 120, b: 40 };
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background,
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });
};

test.each([
  ['a wide JPEG', noise(900, 300).jpeg()],
  ['a tall PNG', noise(200, 700).png()],
  ['a small WebP', noise(40, 40).webp()],
])('%s becomes a square PNG far below 1 MB', async (_what, photo) => {
  const icon = await makeIcon(await photo.toBuffer());
  const { format, width, height } = await sharp(icon ?? undefined).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 256, height: 256 });
  expect(icon?.byteLength).toBeLessThan(1_000_000);
});

test('a photo taken sideways is turned, and no longer says where it was taken', async () => {
  const photo = await noise(300, 300).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const metadata = await sharp((await makeIcon(photo)) ?? undefined).metadata();
  expect(metadata.orientation).toBeUndefined();
  expect(metadata.exif).toBeUndefined();
});

test('bytes that are no picture make no icon', async () => {
  expect(await makeIcon(new TextEncoder().encode('<svg onload="alert(1)">'))).toBeNull();
  expect(await makeIcon(new Uint8Array())).toBeNull();
});
