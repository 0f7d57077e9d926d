import type { ITokenizer } from 'strtok3';

/**
 * A file made for it keeps the parser busy for minutes: millions of false frames, or boxes in boxes,
 * which also take memory. Counted in its reads, some 3 µs each, not in time: on Workers the clock
 * stands still while we compute, and elsewhere it counts the work of others. Enough for half an hour
 * of frames without an index, and for more boxes than a sound has.
 */
const MOST_READS = { frames: 300_000, boxes: 20_000 } as const;
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
  const [{ parseFromTokenizer }, { fromWebStream }] = await Promise.all([
    import('music-metadata'),
    import('strtok3'),
  ]);
  const pieces = inSmallPieces(stream);
  const fileInfo = { mimeType: contentType, size };
  const most = contentType === 'audio/mpeg' ? MOST_READS.frames : MOST_READS.boxes;
  const limited = withMostReads(fromWebStream(pieces.stream, { fileInfo }), most);
  try {
    const options = { duration: true, skipCovers: true };
    const { format } = await parseFromTokenizer(limited.tokenizer, options);
    const seconds = limited.isSpent() ? 0 : (format.duration ?? 0);
    return seconds > 0 && seconds <= LONGEST_SECONDS ? Math.round(seconds * 1000) : null;
  } catch {
    // It is no sound after all and goes as a card.
    return null;
  } finally {
    await pieces.end();
  }
}

/** Fails every read after so many. The parser may take a failure for the end of the file: ask `isSpent`. */
function withMostReads(
  tokenizer: ITokenizer,
  most: number,
): { readonly tokenizer: ITokenizer; isSpent(): boolean } {
  let reads = 0;
  const counted =
    <Args extends unknown[], Read>(read: (...args: Args) => Promise<Read>) =>
    async (...args: Args): Promise<Read> => {
      reads += 1;
      if (reads > most) throw new Error('too much work for one file');
      return read(...args);
    };
  // Its reads of numbers and tokens come down to these three.
  tokenizer.readBuffer = counted(tokenizer.readBuffer.bind(tokenizer));
  tokenizer.peekBuffer = counted(tokenizer.peekBuffer.bind(tokenizer));
  tokenizer.ignore = counted(tokenizer.ignore.bind(tokenizer));
  return { tokenizer, isSpent: () => reads > most };
}

/** Passes a stream on in small pieces, with time for others between them. */
function inSmallPieces(source: ReadableStream<Uint8Array>): {
  readonly stream: ReadableStream<Uint8Array>;
  end(): Promise<void>;
} {
  const reader = source.getReader();
  let rest: Uint8Array = new Uint8Array(0);
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (rest.byteLength === 0) {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          rest = value;
        }
        // Without this, the next piece would come from memory at once and webhooks would wait.
        await new Promise((resolve) => setTimeout(resolve));
        const piece = rest.slice(0, PIECE_BYTES);
        rest = rest.subarray(PIECE_BYTES);
        controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, end: () => reader.cancel() };
}
