import { randomBytes } from 'node:crypto';

/** A file to upload. */
export interface UploadFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A file to upload in pieces; `open` starts again for each attempt. */
export interface StreamedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly open: () => Promise<AsyncIterable<Uint8Array> | null>;
}

/** The form LINE WORKS' storage takes: one part named `FileData` (line-works.md §4). */
export function fileForm(file: UploadFile): {
  readonly contentType: string;
  readonly body: Uint8Array;
} {
  const { contentType, head, tail } = frameOf(file);
  return { contentType, body: Buffer.concat([head, file.bytes, tail]) };
}

/** The same form around a file sent in pieces. */
export function streamedForm(file: StreamedFile): {
  readonly contentType: string;
  readonly length: number;
  around(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
} {
  const { contentType, head, tail } = frameOf(file);
  return {
    contentType,
    length: head.byteLength + file.size + tail.byteLength,
    async *around(pieces) {
      yield head;
      yield* pieces;
      yield tail;
    },
  };
}

function frameOf(file: Pick<UploadFile, 'fileName' | 'contentType'>): {
  readonly contentType: string;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
} {
  const boundary = `kakehashi-${randomBytes(18).toString('base64url')}`;
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="FileData"; filename="${quoted(file.fileName)}"`,
    `Content-Type: ${file.contentType}`,
    '',
    '',
  ].join('\r\n');
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: Buffer.from(head),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
  };
}

/** Quotes a name as browsers write it into a form (HTML, "multipart/form-data"). */
const quoted = (name: string) =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
