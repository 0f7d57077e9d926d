/**
 * The length of an m4a or mp3, read from the file itself (DESIGN §11 Media), in ms; null when it
 * cannot be told. The file is streamed, never held whole.
 */
export async function durationOf(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  size: number,
): Promise<number | null> {
  // Loaded when first needed: most talks hold no sounds.
  const { parseWebStream } = await import('music-metadata');
  try {
    const { format } = await parseWebStream(
      stream,
      { mimeType: contentType, size },
      { duration: true, skipCovers: true },
    );
    const seconds = format.duration ?? 0;
    return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null;
  } catch {
    // Not a sound after all: it goes as a card.
    return null;
  }
}
