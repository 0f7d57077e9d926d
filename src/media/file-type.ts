/** What stands for bytes that say nothing of themselves. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * The content type of a file by its first bytes, never by its name or by what its sender calls it
 * (DESIGN §6.5). `head`: at least 4,100 bytes, or the whole file.
 */
export async function typeOfBytes(head: Uint8Array): Promise<string> {
  if (head.length === 0) return UNKNOWN_TYPE;
  // Loaded when first needed: a Worker starts without it.
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    const type = (await fileTypeFromBuffer(head))?.mime ?? UNKNOWN_TYPE;
    return type.split(';')[0] ?? UNKNOWN_TYPE;
  } catch {
    // Bytes that begin like a format and then break off.
    return UNKNOWN_TYPE;
  }
}
