import { expect, test } from 'vitest';
import { bucketOver } from '../../src/hosts/worker/connections.ts';
import { bucketWithin, emptyBucket } from '../../src/media/bucket.ts';
import { createConnections } from '../../src/platforms/connections.ts';
import { memoryBucket } from '../helpers/memory-bucket.ts';
import { sixConnections } from '../helpers/six-connections.ts';

test('all files of one workspace go, page by page and over its connections; the neighbour keeps its own', async () => {
  const { bucket, objects } = memoryBucket();
  for (let n = 0; n < 1201; n += 1) objects.set(`w/1/small/${n}`, new Uint8Array(1));
  objects.set('w/11/small/0', new Uint8Array(1));
  const six = sixConnections();
  const patienceMs = { words: 10_000, rest: 10_000 };
  const connections = createConnections({ most: 6, forWords: 2, patienceMs });
  const own = bucketOver(connections, bucketWithin(six.bucket(bucket), 'w/1/'));
  let giveBack = (): void => undefined;
  const busy = new Promise<void>((resolve) => {
    giveBack = resolve;
  });
  const calls = [1, 2, 3, 4].map(() => connections.hold('rest', () => busy));
  const emptied = emptyBucket(own);
  await Promise.resolve();
  expect(six.seen.most).toBe(0);
  giveBack();
  await Promise.all([...calls, emptied]);
  expect(six.seen.most).toBe(1);
  expect([...objects.keys()]).toEqual(['w/11/small/0']);
});
