import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkpointObjects } from '../../src/hosts/worker/checkpoint-objects.ts';
import { exportObjects } from '../../src/hosts/worker/export-objects.ts';
import { bucketWithin, prefixOf } from '../../src/media/bucket.ts';
import { PART_BYTES } from '../../src/media/bucket-upload.ts';
import type { Recorded } from '../../src/media/r2-places.ts';
import { memoryBucket } from '../helpers/memory-bucket.ts';
import { r2Store } from '../helpers/r2-store.ts';

/** What R2 bills, and what it refuses (test/helpers/memory-bucket.ts). */

const MiB = 1024 * 1024;

async function* inPieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 300_000) yield bytes.subarray(at, at + 300_000);
}

/** A store whose database records what it has kept. */
function recordedStore() {
  const memory = memoryBucket();
  const rows = new Map<string, Recorded>();
  const store = r2Store(memory, { recorded: (sha256) => rows.get(sha256) ?? null });
  const keep = async (bytes: Uint8Array, size: number | null, mostBytes: number | null = null) => {
    const kept = await store.put(inPieces(bytes), { mostBytes, size });
    if (kept.kind === 'kept') rows.set(kept.sha256, { size: kept.size, place: kept.place ?? null });
    return kept;
  };
  return { memory, store, rows, keep };
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test.each([
  ['an empty file', 0, 0, { a: 1, b: 0 }],
  ['a small one', 1000, 1000, { a: 1, b: 0 }],
  ['a small one of unknown size', 1000, null, { a: 1, b: 0 }],
  ['a whole part of unknown size', PART_BYTES, null, { a: 1, b: 0 }],
  ['a byte more', PART_BYTES + 1, PART_BYTES + 1, { a: 2, b: 1 }],
  ['a large one of unknown size', 11 * MiB, null, { a: 6, b: 1 }],
  ['one that is larger than announced', 6 * MiB, 100, { a: 5, b: 1 }],
])('%s comes in for its price, and out for one reading', async (_name, length, size, price) => {
  const { memory, store, keep } = recordedStore();
  const bytes = Buffer.alloc(length, 'no two parts of it are alike');
  const sha256 = digestOf(bytes);
  expect(
    await memory.costOf(async () => {
      expect(await keep(bytes, size)).toMatchObject({ kind: 'kept', sha256, size: length });
    }),
  ).toEqual(price);
  expect(
    await memory.costOf(async () => {
      const opened = await store.open(sha256);
      expect(digestOf(new Uint8Array(await new Response(opened?.stream).arrayBuffer()))).toBe(
        sha256,
      );
    }),
  ).toEqual({ a: 0, b: 1 });
  expect(await memory.costOf(() => store.sizeOf(sha256))).toEqual({ a: 0, b: 0 });
  expect(memory.open()).toBe(0);
  await store.remove(sha256);
  expect(memory.objects.size).toBe(0);
});

test('a range is one reading, and equal bytes are not stored again', async () => {
  const { memory, store, keep } = recordedStore();
  const bytes = new Uint8Array(6 * MiB).fill(7);
  await keep(bytes, bytes.length);
  expect(await memory.costOf(() => store.open(digestOf(bytes), { start: 1, end: 2 }))).toEqual({
    a: 0,
    b: 1,
  });
  const before = [...memory.objects.keys()];
  expect(await memory.costOf(() => keep(bytes, bytes.length))).toEqual({ a: 1, b: 1 });
  expect([...memory.objects.keys()]).toEqual(before);
  await keep(bytes.subarray(0, 9), 9);
  expect(await memory.costOf(() => keep(bytes.subarray(0, 9), 9))).toEqual({ a: 0, b: 1 });
});

test.each([
  ['too large', 6 * MiB, 6 * MiB, 5.5 * MiB, { kind: 'too-large' }],
  ['too large, of unknown size', 11 * MiB, null, 10.5 * MiB, { kind: 'too-large' }],
  ['shorter than announced', 6 * MiB, 7 * MiB, null, { kind: 'broken' }],
  ['longer than announced', 7 * MiB, 6 * MiB, null, { kind: 'broken' }],
])('a file that is %s leaves nothing', async (_name, length, size, mostBytes, kept) => {
  const { memory, keep } = recordedStore();
  expect(await keep(new Uint8Array(length), size, mostBytes)).toMatchObject(kept);
  expect([memory.objects.size, memory.open()]).toEqual([0, 0]);
});

test('a source that breaks off is told of in its own words, and is left when R2 fails', async () => {
  const { memory, store } = recordedStore();
  async function* broken() {
    yield new Uint8Array(3 * MiB);
    throw new Error('cut off');
  }
  for (const size of [null, 1, 9 * MiB]) {
    expect(await store.put(broken(), { mostBytes: null, size })).toEqual({
      kind: 'broken',
      detail: 'cut off',
    });
  }
  let left = 0;
  async function* watched() {
    try {
      for (;;) yield new Uint8Array(MiB);
    } finally {
      left += 1;
    }
  }
  const fails = async () => {
    throw new Error('R2 is down');
  };
  const failing = { ...memory.bucket, put: fails, createMultipartUpload: fails };
  const down = r2Store({ bucket: failing, ofLength: memory.ofLength });
  for (const size of [null, 9 * MiB]) {
    expect(await down.put(watched(), { mostBytes: null, size })).toMatchObject({
      kind: 'broken',
      detail: 'R2 is down',
    });
  }
  expect([left, memory.open(), memory.objects.size]).toEqual([2, 0, 0]);
});

test('a database from before the files finds them again: the digest leads to them', async () => {
  const { memory, store, rows, keep } = recordedStore();
  const [small, large] = [new Uint8Array(9).fill(1), new Uint8Array(6 * MiB).fill(2)];
  for (const bytes of [small, large]) await keep(bytes, bytes.length);
  const known = new Map(rows);
  rows.clear();
  const nothing = { knowsDigest: () => false, knowsPlace: () => true };
  const found: unknown[] = [];
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const slice = await store.list(cursor, nothing);
    found.push(...slice.unknown.map(({ sha256, place, size }) => [sha256, { place, size }]));
    cursor = slice.next;
  }
  expect(found).toEqual([...known].map(([sha256, { place, size }]) => [sha256, { place, size }]));
  expect((await store.open(digestOf(large)))?.size).toBe(large.length);
  expect(await store.sizeOf(digestOf(small))).toBe(9);
  for (const bytes of [small, large]) await store.remove(digestOf(bytes));
  expect(memory.objects.size).toBe(0);
});

test('objects of the layout before stand where they stood, once they are below the prefix', async () => {
  const memory = memoryBucket();
  const bytes = new Uint8Array(9).fill(1);
  memory.objects.set('w/1/bytes/old', bytes);
  memory.objects.set(`w/1/sha256/${digestOf(bytes)}`, new TextEncoder().encode('bytes/old'));
  const store = r2Store(memory, { prefix: prefixOf('1') });
  expect((await store.open(digestOf(bytes)))?.size).toBe(9);
  expect(await store.sizeOf(digestOf(bytes))).toBe(9);
  await store.remove(digestOf(bytes));
  expect(memory.objects.size).toBe(0);
});

test('exports and checkpoints of two workspaces stand apart, and no upload stays open', async () => {
  const { bucket, objects, open } = memoryBucket();
  const [one, other] = ['1', '2'].map((id) => bucketWithin(bucket, prefixOf(id)));
  if (one === undefined || other === undefined) throw new Error('There are two.');
  await checkpointObjects(one).append('a note\n', 7);
  await checkpointObjects(other).append('another\n', 7);
  expect((await checkpointObjects(one).all()).notes).toEqual(['a note\n']);
  await exportObjects(one).write('day.zip', inPieces(new Uint8Array(11 * MiB)));
  await exportObjects(other).write('day.zip', inPieces(new Uint8Array(3)));
  expect([...objects].map(([key, { length }]) => [key, length])).toEqual([
    ['w/1/checkpoints/0000000000000007.txt', 7],
    ['w/2/checkpoints/0000000000000007.txt', 8],
    ['w/1/exports/day.zip', 11 * MiB],
    ['w/2/exports/day.zip', 3],
  ]);
  expect(open()).toBe(0);
});
