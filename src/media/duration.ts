/** A file made for it keeps the parser busy for minutes: a million false frames or boxes. Ms. */
const MOST_WORK_MS = 500;
/** A longer claim is a lie, and the database stores whole numbers only. Seconds. */
const LONGEST_SECONDS = 24 * 60 * 60;
/** Small, so that webhooks are handled between two pieces. Bytes. */
const PIECE_BYTES = 16 * 1024;

/**
 * The length of an m4a or mp3, read from the file itself (DESIGN §11 Media), in ms; null when it
 * cannot be read. The file is streamed, never held whole.
 */
export async function durationOf(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  size: number,
): Promise<number | null> {
  // Loaded on first use: most talks contain no sounds.
  const { parseWebStream } = await import('music-metadata');
  const limited = inSmallPieces(stream);
  try {
    const { format } = await parseWebStream(
      limited.stream,
      { mimeType: contentType, size },
      { duration: true, skipCovers: true },
    );
    const seconds = limited.isCutOff() ? 0 : (format.duration ?? 0);
    return seconds > 0 && seconds <= LONGEST_SECONDS ? Math.round(seconds * 1000) : null;
  } catch {
    // It is no sound after all and goes as a card.
    return null;
  } finally {
    await limited.end();
  }
}

/** Passes a stream on in small pieces; breaks off once its reader has worked on it for too long. */
function inSmallPieces(source: ReadableStream<Uint8Array>): {
  readonly stream: ReadableStream<Uint8Array>;
  isCutOff(): boolean;
  end(): Promise<void>;
} {
  const reader = source.getReader();
  let rest: Uint8Array = new Uint8Array(0);
  let workMs = 0;
  let gaveAt: number | null = null;
  const isCutOff = () => workMs > MOST_WORK_MS;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (gaveAt !== null) workMs += performance.now() - gaveAt;
        if (isCutOff()) {
          controller.error(new Error('too much work for one file'));
          return;
        }
        while (rest.byteLength === 0) {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          rest = value;
        }
        // Without this, the next piece would come from memory at once and webhooks would wait.
        await new Promise((resolve) => setTimeout(resolve));
        const piece = rest.slice(0, PIECE_BYTES);
        rest = rest.subarray(PIECE_BYTES);
        gaveAt = performance.now();
        controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, isCutOff, end: () => reader.cancel() };
}
