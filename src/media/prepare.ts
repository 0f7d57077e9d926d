import { wantsDuration, wantsPreview } from '../domain/files/media-form.ts';
import type { BlobStore } from './blob-store.ts';
import { durationOf } from './duration.ts';
import type { PreviewSource } from './pictures.ts';

/** A kept file before anything has been derived from it. */
export interface FreshFile {
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string;
  readonly fileName: string | null;
  /** Ms, where it is known already. */
  readonly durationMs: number | null;
}

/** What LINE needs besides the bytes; each is null where LINE needs none or it cannot be made. */
export interface Prepared {
  readonly durationMs: number | null;
  readonly previewSha256: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

const NOTHING: Prepared = { durationMs: null, previewSha256: null, width: null, height: null };

/** Node reads pictures whole; a larger one goes as a card. */
const MOST_PICTURE_BYTES = 50_000_000;

/** Makes what LINE needs to show a file as itself (line.md §2.7). Never throws over its bytes. */
export async function prepareForLine(
  { blobs, previews }: { readonly blobs: BlobStore; readonly previews: PreviewSource },
  file: FreshFile,
): Promise<Prepared> {
  if (wantsDuration(file)) {
    if (file.durationMs !== null) return { ...NOTHING, durationMs: file.durationMs };
    const opened = await blobs.open(file.sha256);
    if (opened === null) return NOTHING;
    const durationMs = await durationOf(opened.stream, file.contentType, file.size);
    return { ...NOTHING, durationMs };
  }
  if (wantsPreview(file) && file.size <= MOST_PICTURE_BYTES) {
    return preparePicture(blobs, previews, file);
  }
  return NOTHING;
}

async function preparePicture(
  blobs: BlobStore,
  previews: PreviewSource,
  file: FreshFile,
): Promise<Prepared> {
  const make = await previews();
  const open = async () => (await blobs.open(file.sha256))?.stream ?? null;
  const made = await make?.(open, file.contentType);
  if (made == null) return NOTHING;
  const kept = await blobs.put(once(made.jpeg), { mostBytes: null });
  if (kept.kind !== 'kept') return NOTHING;
  const { width, height } = made;
  return { durationMs: null, previewSha256: kept.sha256, width, height };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
