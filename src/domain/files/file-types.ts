import { cleanFileName, extensionOf } from './file-name.ts';

/** Extensions for files that came without a name, or with a name that lacks its extension. */
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

/** The extension for a content type; null when we know none. */
export const extensionOfType = (contentType: string | null): string | null =>
  contentType !== null && Object.hasOwn(EXTENSIONS, contentType)
    ? (EXTENSIONS[contentType] ?? null)
    : null;

/** The name to show and save: the file's own, else one made from its content type. */
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

/** The name that extension rules are checked against; null while neither name nor type is known. */
export const nameToJudge = (
  name: string | null,
  kind: string,
  contentType: string | null,
): string | null =>
  extensionOfType(contentType) === null ? name : nameWithExtension(name, kind, contentType);
