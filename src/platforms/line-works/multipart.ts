import { randomBytes } from 'node:crypto';

/** A file to be uploaded. */
export interface UploadFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The form that LINE WORKS' storage takes: one part named `FileData` (line-works.md §4). */
export function fileForm(file: UploadFile): {
  readonly contentType: string;
  readonly body: Uint8Array;
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
    body: Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** As browsers write a name into a form (HTML, "multipart/form-data"). */
const quoted = (name: string) =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
