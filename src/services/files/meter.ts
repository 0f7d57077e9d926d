import type { Context } from '../../context.ts';
import type { NoRoom } from '../../domain/store-room.ts';
import { type BlobStore, type Kept, leave, noBlobs } from '../../media/blob-store.ts';
import { addBlob, storedBytes } from '../../store/blobs.ts';
import { markDead } from '../../store/media.ts';
import { watchStore } from './watch-store.ts';

/** A blob store whose contents are on record, and which stays within `MEDIA_TOTAL_GB`. */
export interface MeteredBlobs extends BlobStore {
  /** Whether so many bytes still fit. If not, the administrators hear of it. */
  admits(bytes: number): boolean;
}

/** A file coming in. */
interface Coming {
  /** Kept free for it: its size where that is known, else what has come. */
  bytes: number;
  /** Digests of blobs that were removed meanwhile: equal bytes may have gone with them. */
  readonly lost: Set<string>;
}

/**
 * Puts every blob on record in the tick in which it is there, as one to be removed until its message names
 * it: a crash must not leave bytes that nobody erases. Files coming in at once share what is left.
 */
export function meterBlobs(context: Context, blobs: BlobStore): MeteredBlobs {
  const coming = new Set<Coming>();
  const removing = new Set<string>();

  const left = () => {
    const { mediaTotalBytes } = context.settings;
    if (mediaTotalBytes === null) return Number.POSITIVE_INFINITY;
    let bytes = mediaTotalBytes - storedBytes(context.db);
    for (const file of coming) bytes -= file.bytes;
    return bytes;
  };

  const noRoom = (why: NoRoom): Kept => {
    context.store.transaction(() => watchStore(context, why));
    return { kind: 'no-room' };
  };

  const keep = (file: Coming, kept: Extract<Kept, { kind: 'kept' }>): Kept => {
    const { sha256, size, place = null } = kept;
    // What broke off is fetched again.
    if (removing.has(sha256) || file.lost.has(sha256)) {
      return { kind: 'broken', detail: 'an equal file was being removed' };
    }
    context.store.transaction(() => {
      addBlob(context.db, { sha256, size, place });
      markDead(context.db, sha256);
      watchStore(context, null);
    });
    return kept;
  };

  const lose = (sha256: string) => {
    for (const file of coming) file.lost.add(sha256);
  };

  return {
    admits: (bytes) => {
      if (bytes <= left()) return true;
      noRoom('limit');
      return false;
    },

    async put(source, limits) {
      const size = limits.size ?? 0;
      if (size > left()) {
        await leave(source);
        return noRoom('limit');
      }
      const file: Coming = { bytes: size, lost: new Set() };
      coming.add(file);
      let isFull = false;
      const within = bounded(source, (seen) => {
        // The store itself stops what is too large.
        const isTooLarge = limits.mostBytes !== null && seen > limits.mostBytes;
        isFull = !isTooLarge && seen > file.bytes && seen - file.bytes > left();
        if (!isFull) file.bytes = Math.max(file.bytes, seen);
        return !isFull;
      });
      try {
        const kept = await blobs.put(within, limits);
        if (isFull) return noRoom('limit');
        if (kept.kind === 'kept') return keep(file, kept);
        return kept.kind === 'no-room' && blobs !== noBlobs ? noRoom('floor') : kept;
      } finally {
        coming.delete(file);
      }
    },

    async remove(sha256) {
      removing.add(sha256);
      lose(sha256);
      try {
        await blobs.remove(sha256);
      } finally {
        lose(sha256);
        removing.delete(sha256);
      }
    },

    open: (sha256, range) => blobs.open(sha256, range),
    list: (cursor, known) => blobs.list(cursor, known),
    discard: (place) => blobs.discard(place),
  };
}

/** The pieces as long as their sum may go on; then they break off, so that nothing of them is kept. */
async function* bounded(
  source: AsyncIterable<Uint8Array>,
  mayGoOn: (seen: number) => boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  let seen = 0;
  for await (const piece of source) {
    seen += piece.byteLength;
    if (!mayGoOn(seen)) throw new Error('no room for it');
    yield piece;
  }
}
