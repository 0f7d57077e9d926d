import { MOST_PIXELS } from './pictures.ts';

/** The part of Cloudflare's Images binding that we use (Workers binding `IMAGES`). */
export interface Images {
  /** Throws when the bytes are no picture. Without a size: a drawing, not a picture. */
  info(
    picture: ReadableStream<Uint8Array>,
  ): Promise<{ readonly format: string; readonly width?: number; readonly height?: number }>;
  input(picture: ReadableStream<Uint8Array>): {
    transform(how: ImagesTransform): {
      output(as: ImagesOutput): Promise<ImagesResult>;
    };
  };
}

export interface ImagesTransform {
  readonly width: number;
  readonly height: number;
  readonly fit: 'scale-down' | 'cover';
}

export interface ImagesOutput {
  readonly format: 'image/jpeg' | 'image/png';
  readonly quality?: number;
  /** Behind what is transparent. */
  readonly background?: string;
}

export interface ImagesResult {
  image(): ReadableStream<Uint8Array>;
}

/** How long the binding may take for one answer, and its answer for all of its bytes. */
const DEADLINE_MS = 30_000;

/**
 * The binding knows no deadline of its own; here each of its answers has one. Where it is asked over few connections,
 * they stand around this, so that the deadline begins when a place is taken.
 */
export function imagesInTime(images: Images): Images {
  return {
    info: (picture) => inTime(images.info(picture)),
    input: (picture) => ({
      transform: (how) => {
        const handle = images.input(picture).transform(how);
        return { output: (as) => inTime(handle.output(as)) };
      },
    }),
  };
}

/** Whether it is a picture, and small enough to be unfolded. Throws when it is none. */
export async function isBounded(
  images: Images,
  picture: ReadableStream<Uint8Array>,
): Promise<boolean> {
  const { width, height } = await images.info(picture).finally(() => letGo(picture));
  return width !== undefined && height !== undefined && width * height <= MOST_PIXELS;
}

/** The picture in another form; null: it has more than `mostBytes`. */
export async function transformed(
  images: Images,
  picture: ReadableStream<Uint8Array>,
  how: ImagesTransform & ImagesOutput,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const { width, height, fit, ...output } = how;
  const handle = images.input(picture).transform({ width, height, fit });
  const made = await handle.output(output).finally(() => letGo(picture));
  // workerd promises the stream.
  return readUpTo(await made.image(), mostBytes);
}

async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const read = async (): Promise<Uint8Array | null> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(pieces, size);
      size += value.byteLength;
      if (size > mostBytes) return null;
      pieces.push(value);
    }
  };
  // At its end this does nothing.
  return inTime(read()).finally(() => reader.cancel().catch(() => undefined));
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no picture in time')), DEADLINE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the binding has not read of a picture is not wanted. */
async function letGo(picture: ReadableStream<Uint8Array>): Promise<void> {
  // Refused while the binding holds it, which then ends it itself.
  if (!picture.locked) await picture.cancel().catch(() => undefined);
}
