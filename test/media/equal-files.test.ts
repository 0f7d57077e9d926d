import { expect, test } from 'vitest';
import { memoryBucket } from '../helpers/memory-bucket.ts';
import { r2Store } from '../helpers/r2-store.ts';

async function* once(bytes: Uint8Array) {
  yield bytes;
}

test.each([
  ['small ones', 4, ['small/']],
  ['large ones', 6 * 1024 * 1024, ['bytes/', 'sha256/']],
])('equal files that reach R2 at the same time are stored once: %s', async (_name, size, under) => {
  const memory = memoryBucket();
  const store = r2Store(memory);
  const bytes = new Uint8Array(size).fill(1);
  const puts = Array.from({ length: 3 }, () => store.put(once(bytes), { mostBytes: null }));
  const kept = await Promise.all(puts);
  const places = kept.map((each) => (each.kind === 'kept' ? each.place : null));
  expect(new Set(places).size).toBe(1);
  const keys = [...memory.objects.keys()].sort();
  expect(keys.map((key) => key.slice(0, key.indexOf('/') + 1))).toEqual(under);
  expect(keys[0]).toBe(places[0]);
});
