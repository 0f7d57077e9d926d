import { m4aLength } from './m4a-length.ts';
import { mp3Length } from './mp3-length.ts';
import { PassingBytes } from './passing-bytes.ts';

/** A longer claim is a lie, and the database stores whole numbers only. Seconds. */
const LONGEST_SECONDS = 24 * 60 * 60;

/**
 * The length of an m4a or mp3, read from the file itself (DESIGN §11 Media), in ms;
 * null when it cannot be read. The file is streamed, never held whole, and no clock bounds the work: a Worker's
 * stands still meanwhile.
 */
export async function durationOf(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  size: number,
): Promise<number | null> {
  const bytes = new PassingBytes(stream);
  try {
    const seconds =
      contentType === 'audio/mpeg' ? await mp3Length(bytes, size) : await m4aLength(bytes);
    return seconds !== null && seconds > 0 && seconds <= LONGEST_SECONDS
      ? Math.round(seconds * 1000)
      : null;
  } catch {
    // The store failed midway: it goes as a card.
    return null;
  } finally {
    await bytes.end();
  }
}
