import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BlobStore, StoredSlice, Unrecorded } from '../../src/media/blob-store.ts';
import { blobFiles, diskBlobs } from '../../src/media/disk-blobs.ts';
import { memoryBucket } from '../helpers/memory-bucket.ts';
import { r2Store } from '../helpers/r2-store.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const PLENTY = 2 ** 40;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kakehashi-blobs-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function* pieces(...parts: Uint8Array[]) {
  yield* parts;
}

async function* broken(...parts: Uint8Array[]) {
  yield* parts;
  throw new Error('cut off');
}

async function bytesOf(store: BlobStore, digest: string, range?: { start: number; end: number }) {
  const opened = await store.open(digest, range);
  if (opened === null) return null;
  const bytes = Buffer.from(await new Response(opened.stream).arrayBuffer());
  return { size: opened.size, text: bytes.toString() };
}

const stores: Record<string, () => BlobStore> = {
  disk: () => diskBlobs({ folder: folder(), freeBytes: async () => PLENTY }),
  R2: () => r2Store(memoryBucket()),
};

describe.each(Object.entries(stores))('on %s', (_name, make) => {
  test('a file comes out as it went in, in whatever pieces', async () => {
    const store = make();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 6000 }), { maxLength: 6 }),
        async (parts) => {
          const whole = Buffer.concat(parts);
          const kept = await store.put(pieces(...parts), { mostBytes: null });
          expect(kept).toMatchObject({ kind: 'kept', sha256: sha256(whole), size: whole.length });
          if (kept.kind !== 'kept') return;
          expect(Buffer.from(kept.head)).toEqual(whole.subarray(0, 4100));
          expect((await bytesOf(store, kept.sha256))?.size).toBe(whole.length);
          expect(await store.sizeOf(kept.sha256)).toBe(whole.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('equal files are stored once', async () => {
    const store = make();
    const one = await store.put(pieces(Buffer.from('same')), { mostBytes: null });
    expect(
      await store.put(pieces(Buffer.from('sa'), Buffer.from('me')), { mostBytes: null }),
    ).toEqual(one);
    expect(await bytesOf(store, sha256(Buffer.from('same')))).toEqual({ size: 4, text: 'same' });
  });

  test('both ends of a range count', async () => {
    const store = make();
    await store.put(pieces(Buffer.from('0123456789')), { mostBytes: null });
    const digest = sha256(Buffer.from('0123456789'));
    expect(await bytesOf(store, digest, { start: 2, end: 4 })).toEqual({ size: 10, text: '234' });
    expect(await bytesOf(store, digest, { start: 9, end: 9 })).toEqual({ size: 10, text: '9' });
  });

  test('a file that exceeds the limit or breaks off leaves nothing behind', async () => {
    const store = make();
    const parts = [Buffer.from('12345'), Buffer.from('678')];
    expect(await store.put(pieces(...parts), { mostBytes: 7 })).toEqual({ kind: 'too-large' });
    expect(await store.put(pieces(...parts), { mostBytes: 8 })).toMatchObject({ kind: 'kept' });
    expect(await store.put(broken(Buffer.from('half')), { mostBytes: null })).toEqual({
      kind: 'broken',
      detail: 'cut off',
    });
    expect(await bytesOf(store, sha256(Buffer.from('half')))).toBeNull();
  });

  test('a removed file is gone, and removing a missing one does nothing', async () => {
    const store = make();
    const digest = sha256(Buffer.from('x'));
    await store.put(pieces(Buffer.from('x')), { mostBytes: null });
    await store.remove(digest);
    await store.remove(digest);
    await store.remove('../../etc/passwd');
    expect(await store.open(digest)).toBeNull();
    expect(await store.open('../../etc/passwd')).toBeNull();
    expect(await store.sizeOf(digest)).toBeNull();
    expect(await store.sizeOf('../../etc/passwd')).toBeNull();
  });
});

/** Everything that a walk through the store finds, and the number of slices it took. */
async function lookThrough(store: BlobStore, known: { digests: string[]; places: string[] }) {
  const found: Unrecorded[] = [];
  let slices = 0;
  let cursor: string | null = null;
  do {
    const slice: StoredSlice = await store.list(cursor, {
      knowsDigest: (digest) => known.digests.includes(digest),
      knowsPlace: (place) => known.places.includes(place),
    });
    found.push(...slice.unknown);
    cursor = slice.next;
    slices += 1;
  } while (cursor !== null);
  return { found, slices };
}

describe.each(Object.entries(stores))('a walk through what is stored on %s', (_name, make) => {
  test('finds all that is not on record, and nothing else', async () => {
    const store = make();
    expect((await lookThrough(store, { digests: [], places: [] })).found).toEqual([]);
    const places: string[] = [];
    for (let each = 0; each < 20; each += 1) {
      const kept = await store.put(pieces(Buffer.from(`file ${each}`)), { mostBytes: null });
      if (kept.kind === 'kept' && kept.place) places.push(kept.place);
    }
    const all = Array.from({ length: 20 }, (_, each) => sha256(Buffer.from(`file ${each}`)));
    const { found } = await lookThrough(store, { digests: all.slice(3), places });
    expect(found.map((each) => each.sha256).sort()).toEqual(all.slice(0, 3).sort());
    expect(found.map((each) => each.size)).toEqual([6, 6, 6]);
    expect((await lookThrough(store, { digests: all, places })).found).toEqual([]);
  });
});

test('in R2, bytes without a digest are found after all digests, page by page', async () => {
  const memory = memoryBucket();
  const { objects } = memory;
  const store = r2Store(memory);
  for (let each = 0; each < 501; each += 1) objects.set(`bytes/${each}`, new Uint8Array(2));
  const kept = await store.put(pieces(Buffer.from('x')), { mostBytes: null });
  const place = kept.kind === 'kept' ? (kept.place ?? '') : '';
  const { found, slices } = await lookThrough(store, { digests: [], places: [place] });
  expect(slices).toBe(2);
  expect(found[0]).toEqual({ sha256: sha256(Buffer.from('x')), place, size: 1, at: 0 });
  expect(found.length).toBe(502);
  await store.discard('bytes/7');
  await store.discard(`sha256/${sha256(Buffer.from('x'))}`);
  expect(objects.has('bytes/7')).toBe(false);
  const again = await store.put(pieces(Buffer.from('x')), { mostBytes: null });
  expect(again).toEqual(kept);
});

test('on disk, neither a cut-off file nor a crash leaves anything behind', async () => {
  const path = folder();
  const store = diskBlobs({ folder: path, freeBytes: async () => PLENTY });
  await store.put(broken(new Uint8Array(9)), { mostBytes: null });
  await store.put(pieces(new Uint8Array(9)), { mostBytes: 1 });
  expect(blobFiles(path)).toEqual([]);
  writeFileSync(join(path, 'incoming', 'half'), 'half');
  diskBlobs({ folder: path });
  expect(blobFiles(path)).toEqual([]);
});

test('a disk at its floor takes no more, even in the middle of a file', async () => {
  const path = folder();
  let free = 100;
  const store = diskBlobs({ folder: path, floorBytes: 100, freeBytes: async () => free });
  let returned = false;
  const source = (async function* () {
    try {
      yield new Uint8Array(1);
    } finally {
      returned = true;
    }
  })();
  await source[Symbol.asyncIterator]().next();
  expect(await store.put(source, { mostBytes: null })).toEqual({ kind: 'no-room' });
  expect(returned).toBe(true);
  free = 101;
  const filling = (async function* () {
    yield new Uint8Array(17 * 1024 * 1024);
    free = 50;
    yield new Uint8Array(17 * 1024 * 1024);
  })();
  expect(await store.put(filling, { mostBytes: null })).toEqual({ kind: 'no-room' });
  expect(blobFiles(path)).toEqual([]);
});

test('in R2, a large file goes in equal parts, and no upload stays open', async () => {
  const memory = memoryBucket();
  const { open, objects } = memory;
  const store = r2Store(memory, { newKey: () => 'key' });
  const big = new Uint8Array(20 * 1024 * 1024).fill(3);
  const parts = [big.subarray(0, 9_000_000), big.subarray(9_000_000)];
  expect(await store.put(pieces(...parts), { mostBytes: null })).toMatchObject({
    kind: 'kept',
    sha256: sha256(big),
  });
  expect(objects.get('bytes/key')?.length).toBe(big.length);
  await store.put(broken(new Uint8Array(9_000_000)), { mostBytes: null });
  expect(open()).toBe(0);
});
