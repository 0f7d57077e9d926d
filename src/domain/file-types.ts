import { cleanFileName, extensionOf } from './file-name.ts';

/** How files of these kinds are called, for those that came without a name or with half of one. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'video/mp4': 'mp4',
  'video/x-m4v': 'mp4',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'video/3gpp2': '3g2',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/3gpp': '3gp',
  'audio/ogg': 'ogg',
  'application/pdf': 'pdf',
};

/** The extension that files of a content type go by; null when we know of none. */
export const extensionOfType = (contentType: string | null): string | null =>
  contentType !== null && Object.hasOwn(EXTENSIONS, contentType)
    ? (EXTENSIONS[contentType] ?? null)
    : null;

/** A name as it is shown and saved: its own, else one that says what the bytes are. */
export function nameWithExtension(
  name: string | null,
  fallback: string,
  contentType: string | null,
): string {
  const clean = cleanFileName(name, fallback);
  if (name !== null && extensionOf(name) !== '') return clean;
  const extension = extensionOfType(contentType);
  return extension === null ? clean : `${clean}.${extension}`;
}

/** The name that rules about extensions are held against; null while there is nothing to tell one by. */
export const nameToJudge = (
  name: string | null,
  kind: string,
  contentType: string | null,
): string | null =>
  extensionOfType(contentType) === null ? name : nameWithExtension(name, kind, contentType);
