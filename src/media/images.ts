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

/** How long the binding may take for one answer. */
const DEADLINE_MS = 30_000;

/** Whether it is a picture, and small enough to be unfolded. Throws when it is none. */
export async function isBounded(
  images: Images,
  picture: ReadableStream<Uint8Array>,
): Promise<boolean> {
  const { width, height } = await inTime(picture, images.info(picture));
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
  return inTime(
    picture,
    handle.output(output).then(async (result) => readUpTo(await result.image(), mostBytes)),
  );
}

async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.byteLength;
    if (size > mostBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

/** The binding knows no deadline of its own. What it has not read of the picture is let go. */
async function inTime<Answer>(
  picture: ReadableStream<Uint8Array>,
  answer: Promise<Answer>,
): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no picture in time')), DEADLINE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    // Refused while the binding holds it, which then ends it itself.
    if (!picture.locked) await picture.cancel().catch(() => undefined);
  }
}
