import type { BlobRange, BlobStore } from '../media/blob-store.ts';
import type { ServedBlob } from '../services/files/links.ts';

/** A browser that opens it shows the file only: no scripts, no forms, no origin of ours. */
const POLICY =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
/** A link dies when its message is unsent: copies must not outlive it by much. Seconds. */
const MAX_AGE = 300;

/** How long a file may be served. */
export interface Life {
  /** Asked before each piece. */
  readonly isAlive: () => boolean;
  /** Cuts the connection; null where only the stream itself can, by failing. */
  readonly breakOff: (() => void) | null;
}

/** What a request for a file says. */
export interface AskedFile {
  readonly method: string;
  /** Its `Range` and `If-Range`; null: none. */
  readonly range: string | null;
  readonly ifRange: string | null;
}

/** How a file is answered. */
export interface FileAnswer {
  readonly status: 200 | 206 | 416;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that follow; null: none. */
  readonly bytes: BlobRange | 'whole' | null;
}

/**
 * Decides how a file of this size is answered, whole or one range of it (RFC 9110 §14), as LINE's
 * players request films.
 */
export function answerFile(blob: ServedBlob, size: number, asked: AskedFile): FileAnswer {
  const etag = `"${blob.sha256}"`;
  const headers = headersOf(blob, etag);
  const mayAsk = asked.method === 'GET' && (asked.ifRange === null || asked.ifRange === etag);
  const range = readRange(mayAsk ? asked.range : null, size);
  if (range === null) {
    const told = { ...headers, 'content-length': String(size) };
    return { status: 200, headers: told, bytes: asked.method === 'HEAD' ? null : 'whole' };
  }
  if (range === 'unsatisfiable') {
    const told = { ...headers, 'content-range': `bytes */${size}` };
    return { status: 416, headers: told, bytes: null };
  }
  const { start, end } = range;
  const told = {
    ...headers,
    'content-length': String(end - start + 1),
    'content-range': `bytes ${start}-${end}/${size}`,
  };
  return { status: 206, headers: told, bytes: range };
}

/**
 * A kept file over HTTP. Null when the bytes are not here.
 *
 * A file taken back while it is loaded breaks off.
 */
export async function serveBlob(
  blobs: BlobStore,
  blob: ServedBlob,
  { method, headers: said }: Request,
  life: Life,
): Promise<Response | null> {
  const size = await blobs.sizeOf(blob.sha256);
  if (size === null) return null;
  const asked = { method, range: said.get('range'), ifRange: said.get('if-range') };
  const { status, headers, bytes } = answerFile(blob, size, asked);
  if (bytes === null) return new Response(null, { status, headers });
  const opened = await blobs.open(blob.sha256, bytes === 'whole' ? undefined : bytes);
  return opened && new Response(whileAlive(opened.stream, life), { status, headers });
}

function whileAlive(
  source: ReadableStream<Uint8Array>,
  { isAlive, breakOff }: Life,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!isAlive()) {
          await reader.cancel();
          if (breakOff !== null) breakOff();
          else controller.error(new Error('A file was taken back while it was being loaded.'));
          return;
        }
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  );
}

function headersOf({ contentType, saveAs }: ServedBlob, etag: string): Record<string, string> {
  return {
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    'content-security-policy': POLICY,
    'cache-control': `private, max-age=${MAX_AGE}`,
    'accept-ranges': 'bytes',
    etag,
    ...(saveAs === null ? {} : { 'content-disposition': attachmentNamed(saveAs) }),
  };
}

/** RFC 6266: an ASCII reading for the oldest clients, and the name itself (RFC 5987). */
export function attachmentNamed(name: string): string {
  const ascii = name.replace(/[^ -~]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** One range of bytes; null for none, for several or for an invalid one: all of it is answered. */
export function readRange(
  header: string | null,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const [, from, to] = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || from + to === '') return null;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const [start, last] = [Number(from), to === '' ? Number.POSITIVE_INFINITY : Number(to)];
  if (last < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(last, size - 1) };
}
