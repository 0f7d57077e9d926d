/** The file name in a `Content-Disposition`, RFC 6266: the encoded one is meant first; null without any. */
export function nameInHeaders(disposition: string | undefined): string | null {
  if (disposition === undefined) return null;
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const decoded = encoded === undefined ? null : decode(encoded);
  if (decoded) return decoded;
  const [, quoted, bare] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') || bare || null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not what it says it is: the plain name stands beside it.
    return null;
  }
}
