import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { NotWhole } from '../../../store/copy/import-lines.ts';

/** No line of an export is nearly as long; a file without line ends must not fill the memory. Bytes. */
const LONGEST_LINE = 64 * 1024 * 1024;
const LINE_END = 0x0a;
const GZIP = [0x1f, 0x8b];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Calls `take` with each line of a file, which may be compressed (gzip).
 *
 * @throws NotWhole where the file is cut short or holds no text, and what `take` throws
 */
export async function readLines(
  path: string,
  take: (line: string) => void | Promise<void>,
): Promise<void> {
  const source = createReadStream(path);
  const split = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    let begun: Buffer[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      let from = 0;
      for (let at = chunk.indexOf(LINE_END); at !== -1; at = chunk.indexOf(LINE_END, from)) {
        const taken = take(textOf([...begun, chunk.subarray(from, at)]));
        if (taken !== undefined) await taken;
        begun = [];
        length = 0;
        from = at + 1;
      }
      if (from === chunk.length) continue;
      begun.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > LONGEST_LINE) throw new NotWhole('a line has no end');
    }
    if (begun.length > 0) throw new NotWhole('the last line has no end');
  };
  try {
    if (await isCompressed(path)) await pipeline(source, createGunzip(), split);
    else await pipeline(source, split);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? new NotWhole(code) : error;
  }
}

function textOf(pieces: readonly Buffer[]): string {
  try {
    return utf8.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
  } catch (error) {
    throw error instanceof TypeError ? new NotWhole('a line is no text') : error;
  }
}

async function isCompressed(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return GZIP.every((byte, at) => buffer[at] === byte);
  } finally {
    await file.close();
  }
}
