import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BlobStore } from '../../src/media/blob-store.ts';
import { blobFiles, diskBlobs } from '../../src/media/disk-blobs.ts';
import { type Bucket, r2Blobs } from '../../src/media/r2-blobs.ts';

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

/** A bucket in memory, as strict as R2 about parts. */
function memoryBucket() {
  const objects = new Map<string, Uint8Array>();
  let open = 0;
  const bucket: Bucket = {
    createMultipartUpload: async (key) => {
      open += 1;
      const parts: Uint8Array[] = [];
      return {
        uploadPart: async (number, part) => {
          if (parts.length > 0 && parts.at(-1)?.length !== parts[0]?.length)
            throw new Error('size');
          parts.push(part.slice());
          return { partNumber: number, etag: `e${number}` };
        },
        complete: async () => {
          open -= 1;
          objects.set(key, Buffer.concat(parts));
        },
        abort: async () => {
          open -= 1;
        },
      };
    },
    put: async (key, value) => objects.set(key, value),
    get: async (key, options) => {
      const found = objects.get(key);
      if (found === undefined) return null;
      const { offset = 0, length = found.length } = options?.range ?? {};
      const body = new Blob([found.slice(offset, offset + length)]).stream();
      return { size: found.length, body };
    },
    head: async (key) => {
      const found = objects.get(key);
      return found === undefined ? null : { size: found.length };
    },
    delete: async (key) => {
      objects.delete(key);
    },
  };
  return { bucket, objects, open: () => open };
}

const stores: Record<string, () => BlobStore> = {
  disk: () => diskBlobs({ folder: folder(), freeBytes: async () => PLENTY }),
  R2: () => r2Blobs(memoryBucket().bucket, () => randomUUID()),
};

describe.each(Object.entries(stores))('on %s', (_name, make) => {
  test('a file comes out as it went in, whatever its pieces', async () => {
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
        },
      ),
      { numRuns: 25 },
    );
  });

  test('equal files are one', async () => {
    const store = make();
    const one = await store.put(pieces(Buffer.from('same')), { mostBytes: null });
    expect(
      await store.put(pieces(Buffer.from('sa'), Buffer.from('me')), { mostBytes: null }),
    ).toEqual(one);
    expect(await bytesOf(store, sha256(Buffer.from('same')))).toEqual({ size: 4, text: 'same' });
  });

  test('ranges count both ends', async () => {
    const store = make();
    await store.put(pieces(Buffer.from('0123456789')), { mostBytes: null });
    const digest = sha256(Buffer.from('0123456789'));
    expect(await bytesOf(store, digest, { start: 2, end: 4 })).toEqual({ size: 10, text: '234' });
    expect(await bytesOf(store, digest, { start: 9, end: 9 })).toEqual({ size: 10, text: '9' });
  });

  test('what goes over the limit, or breaks off, leaves nothing', async () => {
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

  test('removed is removed, and removing nothing is nothing', async () => {
    const store = make();
    const digest = sha256(Buffer.from('x'));
    await store.put(pieces(Buffer.from('x')), { mostBytes: null });
    await store.remove(digest);
    await store.remove(digest);
    await store.remove('../../etc/passwd');
    expect(await store.open(digest)).toBeNull();
    expect(await store.open('../../etc/passwd')).toBeNull();
  });
});

test('on disk nothing is left of a file cut short, nor of a crash', async () => {
  const path = folder();
  const store = diskBlobs({ folder: path, freeBytes: async () => PLENTY });
  await store.put(broken(new Uint8Array(9)), { mostBytes: null });
  await store.put(pieces(new Uint8Array(9)), { mostBytes: 1 });
  expect(blobFiles(path)).toEqual([]);
  writeFileSync(join(path, 'incoming', 'half'), 'half');
  diskBlobs({ folder: path });
  expect(blobFiles(path)).toEqual([]);
});

test('at its floor the disk takes no more, also in the middle of a file', async () => {
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

test('in R2 a large file goes in equal parts, and none stays open', async () => {
  const { bucket, open, objects } = memoryBucket();
  const store = r2Blobs(bucket, () => 'key');
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
