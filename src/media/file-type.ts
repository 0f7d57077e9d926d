import * as container from './container-types.ts';
import { SIGNATURES, signedType, WEAK_SIGNATURES } from './signatures.ts';
import { typeOfZip } from './zip-type.ts';

/** The type of bytes that match no format. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * The content type of a file by its first bytes, never by its name or its sender's claim (DESIGN
 * §6.5). `head`: at least 4,100 bytes, or the whole file.
 */
export function typeOfBytes(head: Uint8Array): string {
  if (head.length < 2) return UNKNOWN_TYPE;
  return typeOf(Buffer.from(head.buffer, head.byteOffset, head.length)) ?? UNKNOWN_TYPE;
}

const UTF8_MARK = '\xef\xbb\xbf';
const ID3_HEADER = 10;

function typeOf(head: Buffer): string | null {
  const bytes = head.toString('latin1');
  if (bytes.startsWith(UTF8_MARK)) return preciseType(head.subarray(3));
  if (!bytes.startsWith('ID3')) return preciseType(head) ?? weakType(head, bytes);
  if (head.length < ID3_HEADER) return null;
  // Tags in front of a sound, each of its length's bytes with seven bits.
  const length = [...head.subarray(6, ID3_HEADER)].reduce((sum, byte) => sum * 128 + byte, 0);
  const isWithin = ID3_HEADER + length <= head.length;
  return isWithin ? typeOf(head.subarray(ID3_HEADER + length)) : 'audio/mpeg';
}

function preciseType(head: Buffer): string | null {
  const bytes = head.toString('latin1');
  if (bytes.startsWith(UTF8_MARK)) return preciseType(head.subarray(3));
  if (bytes.startsWith('PK\x03\x04')) return typeOfZip(head);
  if (bytes.startsWith('ftyp', 4)) return container.typeOfBrand(bytes.slice(8, 12));
  if (bytes.startsWith('RIFF')) return container.typeOfRiff(bytes.slice(8, 12));
  if (bytes.startsWith('OggS')) return container.typeOfOgg(bytes.slice(28, 36));
  if (bytes.startsWith('\x1a\x45\xdf\xa3')) return container.typeOfEbml(bytes);
  if (bytes.startsWith('\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9'))
    return container.typeOfAsf(bytes);
  if (bytes.startsWith('\x89PNG\r\n\x1a\n')) return container.typeOfPng(head);
  if (bytes.startsWith('II*\0') || bytes.startsWith('II+\0'))
    return container.typeOfTiff(head, false);
  if (bytes.startsWith('MM\0*') || bytes.startsWith('MM\0+'))
    return container.typeOfTiff(head, true);
  return signedType(bytes, SIGNATURES);
}

const weakType = (head: Buffer, bytes: string): string | null =>
  signedType(bytes, WEAK_SIGNATURES) ??
  container.typeOfFrame(head) ??
  container.typeOfPackets(bytes);
