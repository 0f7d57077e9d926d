import { crc32 } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** The files of a zip without compression, by its central directory: a check of what a library writes. */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  if (view.getUint32(end, true) !== END) throw new Error('the zip has no end');
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error(`no entry at ${at}`);
    const [nameLength, extra, comment] = [28, 30, 32].map((each) =>
      view.getUint16(at + each, true),
    );
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)));
    const [crc, size, start] = [16, 24, 42].map((each) => view.getUint32(at + each, true));
    const local = start ?? 0;
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const file = bytes.subarray(from, from + (size ?? 0));
    if (crc32(file) !== crc) throw new Error(`${name} is damaged`);
    files.set(name, file);
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
