import { isOfMp4Family, trueTypeOf } from '../domain/files/true-type.ts';
import type { MediaContent } from '../domain/messages/content.ts';
import type { BlobStore } from './blob-store.ts';
import { readMp4Index } from './mp4-index.ts';

/** The type of a kept file, and its length in ms where the same reading found it. */
export interface Insight {
  readonly contentType: string;
  readonly durationMs: number | null;
}

/** Looks into a kept file whose first bytes do not tell a sound from a film. */
export async function lookInside(
  blobs: BlobStore,
  file: { readonly sha256: string; readonly size: number },
  kind: MediaContent['kind'],
  sniffed: string,
): Promise<Insight> {
  if (!isOfMp4Family(sniffed)) return { contentType: sniffed, durationMs: null };
  const { sha256, size } = file;
  const index = await readMp4Index(async (from, length) => {
    const opened = await blobs.open(sha256, { start: from, end: from + length - 1 });
    return new Uint8Array(await new Response(opened?.stream ?? null).arrayBuffer());
  }, size);
  return {
    contentType: trueTypeOf(kind, sniffed, index),
    durationMs: index?.durationMs ?? null,
  };
}
