import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Context } from '../../src/context.ts';
import { entryId } from '../../src/domain/ids.ts';
import type { BlobStore } from '../../src/media/blob-store.ts';
import { blobFiles, diskBlobs } from '../../src/media/disk-blobs.ts';
import { removeDeadBlobs } from '../../src/services/files/clear.ts';
import { type MeteredBlobs, meterBlobs } from '../../src/services/files/meter.ts';
import { sweepBlobs } from '../../src/services/files/sweep.ts';
import { readBlob, storedBytes } from '../../src/store/files/blobs.ts';
import { eraseMedia, listDeadBlobs, saveMedia } from '../../src/store/files/media.ts';
import { blobs as blobRows, deadBlobs, media } from '../../src/store/schema.ts';
import { memoryBucket } from '../helpers/memory-bucket.ts';
import { r2Store } from '../helpers/r2-store.ts';
import { startWorld, type World } from '../helpers/world.ts';

const LIMIT = 1000;
const HOUR_MS = 3_600_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  for (const table of [blobRows, deadBlobs, media]) context().db.delete(table).run();
});

function context(limit: number | null = LIMIT): Context {
  const { context: whole } = world.bridge.workspace;
  return { ...whole, settings: { ...whole.settings, mediaTotalBytes: limit } };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kakehashi-meter-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const recorded = (sha256: string) => readBlob(context().db, sha256);
const digests = (objects: ReadonlyMap<string, Uint8Array>) =>
  [...objects].map(([key, bytes]) => [key, digestOf(bytes)]);
const stored = () => storedBytes(context().db);
const fresh = (size: number, seed: number) => new Uint8Array(size).fill(seed);

async function* pieces(...parts: Uint8Array[]) {
  yield* parts;
}

/** A source that the test feeds. */
function tap() {
  const waiting: ((piece: IteratorResult<Uint8Array, undefined>) => void)[] = [];
  const ready: IteratorResult<Uint8Array, undefined>[] = [];
  const give = (result: IteratorResult<Uint8Array, undefined>) => {
    const next = waiting.shift();
    if (next) next(result);
    else ready.push(result);
  };
  const source: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        const result = ready.shift();
        return result ? Promise.resolve(result) : new Promise((resolve) => waiting.push(resolve));
      },
      return: async () => ({ done: true, value: undefined }),
    }),
  };
  return {
    source,
    gives: (bytes: Uint8Array) => give({ done: false, value: bytes }),
    ends: () => give({ done: true, value: undefined }),
  };
}

const names = (id: number, sha256: string) =>
  saveMedia(context().db, { entryId: entryId(id), state: 'kept', sha256, size: 1 });

const makers: Record<string, () => { store: BlobStore; count: () => number }> = {
  disk: () => {
    const path = folder();
    const store = diskBlobs({ folder: path, freeBytes: async () => 2 ** 40 });
    return { store, count: () => blobFiles(path).length };
  },
  R2: () => {
    const memory = memoryBucket();
    return { store: r2Store(memory, { recorded }), count: () => memory.objects.size };
  },
};

describe.each(Object.entries(makers))('a metered store on %s', (_name, make) => {
  let store: MeteredBlobs;
  let count: () => number;
  beforeEach(() => {
    const made = make();
    store = meterBlobs(context(), made.store);
    count = made.count;
  });
  const put = (...parts: Uint8Array[]) => store.put(pieces(...parts), { mostBytes: null });

  test('cuts off a file of unknown size that would exceed the limit; its bytes go', async () => {
    expect(await put(fresh(600, 1))).toMatchObject({ kind: 'kept' });
    expect(await put(fresh(300, 2), fresh(101, 2))).toEqual({ kind: 'no-room' });
    expect([stored(), count()]).toEqual([600, 1]);
    expect(await put(fresh(300, 3), fresh(100, 3))).toMatchObject({ kind: 'kept' });
    expect([stored(), count()]).toEqual([1000, 2]);
  });

  test('reports a file that is also too large as too large', async () => {
    const kept = await store.put(pieces(fresh(2000, 1)), { mostBytes: 500 });
    expect(kept).toEqual({ kind: 'too-large' });
  });

  test('reserves room for a file of known size from its first byte on', async () => {
    const { source, gives, ends } = tap();
    const first = store.put(source, { mostBytes: null, size: 700 });
    expect(store.admits(300)).toBe(true);
    expect(store.admits(301)).toBe(false);
    let isLeft = false;
    const refused = (async function* () {
      try {
        yield fresh(1, 1);
      } finally {
        isLeft = true;
      }
    })();
    await refused.next();
    expect(await store.put(refused, { mostBytes: null, size: 301 })).toEqual({ kind: 'no-room' });
    expect(isLeft).toBe(true);
    gives(fresh(700, 1));
    ends();
    expect(await first).toMatchObject({ kind: 'kept' });
    expect(stored()).toBe(700);
  });

  test('a file that breaks off gives its room back', async () => {
    const breaking = (async function* () {
      yield fresh(10, 1);
      throw new Error('cut off');
    })();
    expect(await store.put(breaking, { mostBytes: null, size: 1000 })).toEqual({
      kind: 'broken',
      detail: 'cut off',
    });
    expect(store.admits(1000)).toBe(true);
  });

  test('an equal file that was removed meanwhile does not count as kept', async () => {
    const bytes = fresh(10, 1);
    await put(bytes);
    const { source, gives, ends } = tap();
    const again = store.put(source, { mostBytes: null });
    gives(bytes);
    await removeDeadBlobs(context(), store);
    ends();
    expect(await again).toMatchObject({ kind: 'broken' });
  });

  test('the sum always matches what is stored, and stays within the limit', async () => {
    const deed = fc.record({
      seed: fc.nat(5),
      size: fc.integer({ min: 0, max: 500 }),
      erase: fc.boolean(),
    });
    let id = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
        await Promise.all(
          deeds.map(async ({ seed, size, erase }) => {
            const kept = await put(fresh(size, seed));
            if (kept.kind !== 'kept') return;
            id += 1;
            names(id, kept.sha256);
            if (erase) eraseMedia(context().db, entryId(id));
          }),
        );
        await removeDeadBlobs(context(), store);
        const rows = context().db.select().from(blobRows).all();
        expect(stored()).toBe(rows.reduce((sum, row) => sum + row.size, 0));
        expect(stored()).toBeLessThanOrEqual(LIMIT);
        expect(count()).toBe(rows.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('on R2 a crash leaves nothing for ever', () => {
  const NOW = () => world.clock.now();
  async function lookThrough(store: BlobStore) {
    let cursor: string | null = null;
    do cursor = await sweepBlobs(context(), store, cursor);
    while (cursor !== null);
    await removeDeadBlobs(context(), store);
  }

  test('bytes without a digest, and digests that no row names, go after an hour', async () => {
    const memory = memoryBucket();
    const { objects, uploaded } = memory;
    const store = meterBlobs(context(), r2Store(memory, { recorded }));
    const kept = await store.put(pieces(fresh(5, 1)), { mostBytes: null });
    names(1, kept.kind === 'kept' ? kept.sha256 : '');
    const inner = r2Store(memory, { recorded });
    await inner.put(pieces(fresh(6, 2)), { mostBytes: null });
    objects.set('bytes/loose', fresh(7, 3));
    uploaded.at = NOW() - HOUR_MS / 2;
    await lookThrough(store);
    expect(objects.size).toBe(3);
    uploaded.at = NOW() - 2 * HOUR_MS;
    await lookThrough(store);
    expect([...objects.keys()].sort()).toEqual(
      context()
        .db.select()
        .from(blobRows)
        .all()
        .map((row) => String(row.place)),
    );
    expect([objects.size, stored(), listDeadBlobs(context().db, 9)]).toEqual([1, 5, []]);
  });

  test('the files of another workspace in the bucket are not its to sweep or to remove', async () => {
    const memory = memoryBucket();
    const theirs = r2Store(memory, { prefix: 'w/theirs/' });
    const large = fresh(6 * 1024 * 1024, 1);
    const kept = await Promise.all(
      [fresh(5, 1), large].map((bytes) => theirs.put(pieces(bytes), { mostBytes: null })),
    );
    memory.objects.set('w/theirs/bytes/loose', fresh(7, 3));
    memory.objects.set('bytes/of-nobody', fresh(7, 3));
    const before = digests(memory.objects);
    memory.uploaded.at = NOW() - 2 * HOUR_MS;

    const ours = meterBlobs(context(), r2Store(memory, { prefix: 'w/ours/', recorded }));
    await lookThrough(ours);
    expect(await ours.put(pieces(fresh(5, 1)), { mostBytes: null })).toMatchObject({
      kind: 'kept',
      place: `small/${digestOf(fresh(5, 1))}`,
    });
    for (const one of kept) if (one.kind === 'kept') await ours.remove(one.sha256);
    await lookThrough(ours);
    expect(digests(memory.objects)).toEqual(before);
    expect(await ours.open(digestOf(large))).toBeNull();
    expect((await theirs.open(digestOf(large)))?.size).toBe(large.length);
  });

  test('while any blob’s place is unknown, no bytes are judged by their place', async () => {
    const memory = memoryBucket();
    const { objects, uploaded } = memory;
    const store = r2Store(memory, { recorded });
    uploaded.at = 0;
    await store.put(pieces(fresh(5, 1)), { mostBytes: null });
    const sha256 = digestOf(fresh(5, 1));
    names(1, sha256);
    context()
      .db.insert(blobRows)
      .values({ sha256: digestOf(fresh(9, 9)), size: 9 })
      .run();
    objects.set('bytes/loose', fresh(7, 3));
    await lookThrough(store);
    expect(objects.has('bytes/loose')).toBe(true);
    context().db.delete(blobRows).run();
    await lookThrough(store);
    expect([...objects.keys()].filter((key) => key === 'bytes/loose')).toEqual([]);
    expect([objects.size, stored()]).toEqual([1, 5]);
  });
});
