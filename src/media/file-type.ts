/** The type of bytes that match no format. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * The content type of a file by its first bytes, never by its name or its sender's claim (DESIGN
 * §6.5). `head`: at least 4,100 bytes, or the whole file.
 */
export async function typeOfBytes(head: Uint8Array): Promise<string> {
  if (head.length === 0) return UNKNOWN_TYPE;
  // Loaded on first use: a Worker starts without it.
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    const type = (await fileTypeFromBuffer(head))?.mime ?? UNKNOWN_TYPE;
    return type.split(';')[0] ?? UNKNOWN_TYPE;
  } catch {
    // The bytes begin like a format and then break off.
    return UNKNOWN_TYPE;
  }
}
