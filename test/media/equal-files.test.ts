import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { r2Blobs } from '../../src/media/r2-blobs.ts';
import { memoryBucket } from '../helpers/memory-bucket.ts';

async function* once(bytes: Uint8Array) {
  yield bytes;
}

test('equal files that reach R2 at the same time are stored once', async () => {
  const { bucket, objects } = memoryBucket();
  const store = r2Blobs(bucket, randomUUID);
  const puts = Array.from({ length: 5 }, () =>
    store.put(once(Buffer.from('same')), { mostBytes: null }),
  );
  const kept = await Promise.all(puts);
  const places = kept.map((each) => (each.kind === 'kept' ? each.place : null));
  expect(new Set(places).size).toBe(1);
  expect([...objects.keys()].filter((key) => key.startsWith('bytes/'))).toEqual([places[0]]);
  expect(objects.size).toBe(2);
});
