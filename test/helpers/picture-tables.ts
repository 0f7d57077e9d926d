import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { IconSource } from '../../src/media/icon.ts';
import type { PreviewSource } from '../../src/media/pictures.ts';
import { tinyHeic } from './heic.ts';

/* What everything that makes pictures for LINE must do. */

export const solid = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } });

/** Noise is what JPEG compresses worst. */
export const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

/** A fresh stream each time, as a picture is opened. */
export const opening = (picture: Uint8Array) => async () =>
  new Blob([new Uint8Array(picture)]).stream();

/** Whether HEIC is read, and the size of the busiest photo. */
interface Kinds {
  readonly heic: boolean;
  readonly busy: readonly [width: number, height: number];
}

export function testPreviews(previews: () => PreviewSource, kinds: Kinds): void {
  const preview = async (picture: Uint8Array, type: string) =>
    (await previews()())?.(opening(picture), type) ?? null;

  test.each([
    ['image/webp', solid(300, 200).webp()],
    ['image/gif', solid(300, 200).gif()],
    ['image/png', solid(300, 200).png()],
    ['image/avif', solid(300, 200).avif()],
  ] as const)('%s becomes a JPEG', async (type, picture) => {
    const made = await preview(await picture.toBuffer(), type);
    expect(made).toMatchObject({ width: 300, height: 200 });
    expect((await sharp(made?.jpeg).metadata()).format).toBe('jpeg');
  });

  test(`a HEIC ${kinds.heic ? 'becomes a JPEG too' : 'is left alone'}`, async () => {
    const made = await preview(tinyHeic(), 'image/heic');
    if (!kinds.heic) return expect(made).toBeNull();
    expect(made).toMatchObject({ width: 16, height: 16 });
    const [red = 0, green = 0] = await sharp(made?.jpeg).raw().toBuffer();
    expect(red).toBeGreaterThan(230);
    expect(green).toBeLessThan(30);
  });

  test('however large or busy, the JPEG is at most 1 MB', async () => {
    const made = await preview(
      await noise(...kinds.busy)
        .jpeg({ quality: 95 })
        .toBuffer(),
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
}

export function testIcons(icons: () => IconSource): void {
  const makeIcon = async (photo: Uint8Array) => {
    const make = await icons()();
    if (make === null) throw new Error('nothing here makes icons');
    return make(photo);
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
}
