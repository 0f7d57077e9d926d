/**
 * Reads standard base64 with its padding. Null: the text is anything else, also another way to
 * write the same bytes.
 */
export function readBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
