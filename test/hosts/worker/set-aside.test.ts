import { expect, test } from 'vitest';
import { setAside } from '../../../src/hosts/worker/set-aside.ts';
import { memoryBucket } from '../../helpers/memory-bucket.ts';

const checkpoint = (entries: number) => `checkpoints/${String(entries).padStart(16, '0')}.txt`;
const exported = (day: string) => `exports/kakehashi-${day}.jsonl`;

test('what was signed and exported of the lost end is moved, and nothing else, nor twice', async () => {
  const { bucket, objects, ofLength } = memoryBucket();
  const kept = [
    ...[checkpoint(9), checkpoint(10), exported('2026-11-25'), 'exports/kakehashi-key.txt'],
    ...['small/ab', 'before-restore/old/checkpoints/0000000000000099.txt'],
  ];
  const lost = [checkpoint(11), checkpoint(2000), exported('2026-11-26'), exported('2026-11-27')];
  for (const key of [...kept, ...lost]) objects.set(key, Buffer.from(`of ${key}`));
  // It is the 26th in Japan.
  const end = { id: 'note-1', at: Date.parse('2026-11-25T16:00:00Z'), entries: 10 };
  for (const _ of [1, 2]) await setAside(bucket, end, ofLength);
  const moved = lost.map((key) => `before-restore/note-1/${key}`);
  expect([...objects.keys()].sort()).toEqual([...kept, ...moved].sort());
  for (const key of lost) {
    expect(String(Buffer.from(objects.get(`before-restore/note-1/${key}`) ?? []))).toBe(
      `of ${key}`,
    );
  }
});
