import type { Context } from '../../context.ts';
import type { NoRoom } from '../../domain/files/store-room.ts';
import {
  type BlobStore,
  type Kept,
  leave,
  noBlobs,
  type PutLimits,
} from '../../media/blob-store.ts';
import { addBlob, storedBytes } from '../../store/files/blobs.ts';
import { markDead } from '../../store/files/media.ts';
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

interface Meter {
  readonly context: Context;
  readonly blobs: BlobStore;
  readonly coming: Set<Coming>;
  /** Digests of blobs that are being removed. */
  readonly removing: Set<string>;
}

/**
 * Puts every blob on record in the tick in which it is there, as one to be removed until its message names
 * it: a crash must not leave bytes without a row that erases them. Files coming in at once share what is left.
 */
export function meterBlobs(context: Context, blobs: BlobStore): MeteredBlobs {
  const meter: Meter = { context, blobs, coming: new Set(), removing: new Set() };
  return {
    admits: (bytes) => {
      if (bytes <= bytesLeft(meter)) return true;
      refuse(context, 'limit');
      return false;
    },
    put: (source, limits) => putMetered(meter, source, limits),
    remove: (sha256) => removeMetered(meter, sha256),
    open: (sha256, range) => blobs.open(sha256, range),
    sizeOf: (sha256) => blobs.sizeOf(sha256),
    list: (cursor, known) => blobs.list(cursor, known),
    discard: (place) => blobs.discard(place),
  };
}

/** What neither stored files nor coming ones have taken. */
function bytesLeft({ context, coming }: Meter): number {
  const { mediaTotalBytes } = context.settings;
  if (mediaTotalBytes === null) return Number.POSITIVE_INFINITY;
  let bytes = mediaTotalBytes - storedBytes(context.db);
  for (const file of coming) bytes -= file.bytes;
  return bytes;
}

function refuse(context: Context, why: NoRoom): Kept {
  context.store.transaction(() => watchStore(context, why));
  return { kind: 'no-room' };
}

async function putMetered(
  meter: Meter,
  source: AsyncIterable<Uint8Array>,
  limits: PutLimits,
): Promise<Kept> {
  const { context, blobs, coming } = meter;
  const size = limits.size ?? 0;
  if (size > bytesLeft(meter)) {
    await leave(source);
    return refuse(context, 'limit');
  }
  const file: Coming = { bytes: size, lost: new Set() };
  coming.add(file);
  let isFull = false;
  const within = bounded(source, (seen) => {
    // The store itself stops what is too large.
    const isTooLarge = limits.mostBytes !== null && seen > limits.mostBytes;
    isFull = !isTooLarge && seen > file.bytes && seen - file.bytes > bytesLeft(meter);
    if (!isFull) file.bytes = Math.max(file.bytes, seen);
    return !isFull;
  });
  try {
    const kept = await blobs.put(within, limits);
    if (isFull) return refuse(context, 'limit');
    if (kept.kind === 'kept') return putOnRecord(meter, file, kept);
    return kept.kind === 'no-room' && blobs !== noBlobs ? refuse(context, 'floor') : kept;
  } finally {
    coming.delete(file);
  }
}

function putOnRecord(
  { context, removing }: Meter,
  file: Coming,
  kept: Extract<Kept, { kind: 'kept' }>,
): Kept {
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
}

async function removeMetered({ blobs, coming, removing }: Meter, sha256: string): Promise<void> {
  const lose = () => {
    for (const file of coming) file.lost.add(sha256);
  };
  removing.add(sha256);
  lose();
  try {
    await blobs.remove(sha256);
  } finally {
    lose();
    removing.delete(sha256);
  }
}

/** The pieces as long as their sum may go on; then they break off, so that none of them is kept. */
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
