/** The file name in a `Content-Disposition`, RFC 6266, the encoded one first; null without any. */
export function nameInHeaders(disposition: string | undefined): string | null {
  if (disposition === undefined) return null;
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const decoded = encoded === undefined ? null : decode(encoded);
  if (decoded) return decoded;
  const [, quoted, bare] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? [];
  const plain = quoted?.replace(/\\(.)/g, '$1') || bare;
  return plain ? (fromBytes(plain) ?? fromPercents(plain) ?? plain) : null;
}

/** UTF-8 bytes that were read as Latin-1, as undici does; null for any other text. */
function fromBytes(name: string): string | null {
  if (!/^[\0-\xff]*[\x80-\xff][\0-\xff]*$/.test(name)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
      Buffer.from(name, 'latin1'),
    );
  } catch {
    return null;
  }
}

/** Escapes of more than ASCII, as many storages write names; `50%25` may be just that. */
const fromPercents = (name: string) => (/%[89a-f][\da-f]/i.test(name) ? decode(name) : null);

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // It is not what it claims: the plain name stands beside it.
    return null;
  }
}
