import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, expect, test, vi } from 'vitest';
import { imagesOver } from '../../src/hosts/worker/connections.ts';
import { imagesIcons } from '../../src/media/icon-images.ts';
import {
  type Images,
  type ImagesOutput,
  type ImagesTransform,
  imagesInTime,
} from '../../src/media/images.ts';
import { jpegSize } from '../../src/media/jpeg-size.ts';
import type { MadePreview } from '../../src/media/pictures.ts';
import { imagesPreviews } from '../../src/media/pictures-images.ts';
import { createConnections } from '../../src/platforms/connections.ts';
import { solid } from '../helpers/picture-tables.ts';

/** What the Images binding cannot be made to do in its local form; the tables run there (test/worker). */

type Info = Awaited<ReturnType<Images['info']>>;
type Asked = ImagesTransform & ImagesOutput;

/** The binding as recorded: it answers as it is told, and reads nothing of the picture. */
function binding(answers: {
  info: () => Promise<Info>;
  output?: (asked: Asked) => Promise<Uint8Array>;
}) {
  const asked: Asked[] = [];
  const images: Images = {
    info: answers.info,
    input: () => ({
      transform: (how) => ({
        output: async (as) => {
          asked.push({ ...how, ...as });
          const made = await answers.output?.({ ...how, ...as });
          return { image: () => new Blob(made ? [new Uint8Array(made)] : []).stream() };
        },
      }),
    }),
  };
  return { images, asked };
}

/** A picture whose ends are counted. */
function picture() {
  const seen = { opened: 0, ended: 0 };
  const open = async () => {
    seen.opened += 1;
    return new ReadableStream<Uint8Array>({
      cancel: () => {
        seen.ended += 1;
      },
    });
  };
  return { seen, open };
}

const preview = async (
  images: Images,
  open: () => Promise<ReadableStream<Uint8Array> | null>,
): Promise<MadePreview | null> => (await imagesPreviews(images)())?.(open, 'image/webp') ?? null;

const sized = (width: number, height: number) => async () => ({
  format: 'image/webp',
  width,
  height,
});

afterEach(() => {
  vi.useRealTimers();
});

test('smaller and smaller until it is at most 1 MB, white behind what is transparent', async () => {
  const jpeg = await solid(32, 16).jpeg().toBuffer();
  const { images, asked } = binding({
    info: sized(5000, 4000),
    output: async ({ width }) => (width > 1280 ? new Uint8Array(1_000_001) : jpeg),
  });
  const { open, seen } = picture();
  expect(await preview(images, open)).toEqual({ jpeg, width: 32, height: 16 });
  expect(asked.map(({ width, quality }) => [width, quality])).toEqual([
    [2048, 85],
    [2048, 65],
    [1280, 65],
  ]);
  expect(asked[0]).toMatchObject({
    fit: 'scale-down',
    background: '#ffffff',
    format: 'image/jpeg',
  });
  // Opened for each question, and what was not read of it let go.
  expect(seen).toEqual({ opened: 4, ended: 4 });
});

test.each<[string, () => Promise<Info>]>([
  ['has more pixels than any phone takes', sized(8001, 8000)],
  ['is a drawing', async () => ({ format: 'image/svg+xml' })],
  [
    'is none',
    async () => {
      throw Object.assign(new Error('not an image'), { code: 9412 });
    },
  ],
])('a picture that %s is left alone, and nothing is made of it', async (_what, info) => {
  const { images, asked } = binding({ info });
  const { open, seen } = picture();
  expect(await preview(images, open)).toBeNull();
  const icon = await (await imagesIcons(images)())?.(new Uint8Array(9));
  expect(icon).toBeNull();
  expect(asked).toEqual([]);
  expect(seen).toEqual({ opened: 1, ended: 1 });
});

test.each<[string, () => Promise<Uint8Array>]>([
  [
    'refuses it',
    async () => {
      throw Object.assign(new Error('the month is used up'), { code: 9422 });
    },
  ],
  ['answers with no JPEG', async () => new Uint8Array([1, 2, 3])],
])('nor where the binding %s', async (_what, output) => {
  const { images } = binding({ info: sized(30, 20), output });
  expect(await preview(images, picture().open)).toBeNull();
});

test('one that takes too long goes without, and is let go', async () => {
  vi.useFakeTimers();
  const { images } = binding({ info: () => new Promise(() => undefined) });
  const { open, seen } = picture();
  const made = preview(imagesInTime(images), open);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await made).toBeNull();
  expect(seen.ended).toBe(1);
});

test('the deadline begins when a connection is taken: who waits for one loses nothing of it', async () => {
  vi.useFakeTimers();
  const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const jpeg = solid(32, 16).jpeg().toBuffer();
  const { images } = binding({
    info: async () => {
      await after(20_000);
      return { format: 'image/webp', width: 32, height: 16 };
    },
    output: () => jpeg,
  });
  const patienceMs = { words: 30_000, rest: 30_000 };
  const connections = createConnections({ most: 1, forWords: 0, patienceMs });
  const other = connections.hold('rest', () => after(25_000));
  const made = preview(imagesOver(connections, imagesInTime(images)), picture().open);
  await vi.advanceTimersByTimeAsync(45_000);
  await other;
  expect(await made).toMatchObject({ width: 32 });
});

test('bytes that stop coming are waited for no longer', async () => {
  vi.useFakeTimers();
  let isLetGo = false;
  const stuck = new ReadableStream<Uint8Array>({
    cancel: () => {
      isLetGo = true;
    },
  });
  const { images } = binding({ info: sized(30, 20) });
  const halting: Images = {
    ...images,
    input: () => ({ transform: () => ({ output: async () => ({ image: () => stuck }) }) }),
  };
  const made = preview(imagesInTime(halting), picture().open);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await made).toBeNull();
  expect(isLetGo).toBe(true);
});

test('a picture that is gone is none; one that cannot be opened is tried again by its caller', async () => {
  const { images } = binding({ info: sized(30, 20) });
  expect(await preview(images, async () => null)).toBeNull();
  const broken = preview(images, async () => {
    throw new Error('no connection came free');
  });
  await expect(broken).rejects.toThrow('no connection');
});

test('the size in a JPEG is found in every form of it, and in no other bytes', async () => {
  for (const progressive of [false, true]) {
    const jpeg = await solid(123, 45)
      .jpeg({ progressive })
      .withMetadata({ exif: { IFD0: { Copyright: 'x'.repeat(900) } } })
      .toBuffer();
    expect(jpegSize(jpeg)).toEqual({ width: 123, height: 45 });
    for (let end = 0; end < 40; end += 1) expect(jpegSize(jpeg.subarray(0, end))).toBeNull();
  }
  expect(jpegSize(await sharp(await solid(9, 9).png().toBuffer()).toBuffer())).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const size = jpegSize(bytes);
      expect(size === null || (size.width >= 0 && size.height >= 0)).toBe(true);
    }),
  );
});
