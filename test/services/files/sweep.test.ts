import { afterEach, expect, test } from 'vitest';
import { noBlobs } from '../../../src/media/blob-store.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

test('a start sweeps the file store once a day at most: on Workers every call may be a start', async () => {
  let looks = 0;
  const list = async () => {
    looks += 1;
    return { unknown: [], next: null };
  };
  world = await startWorld({ parts: { blobs: { ...noBlobs, list } } });
  expect(looks).toBe(1);
  await world.restart();
  await world.restart();
  expect(looks).toBe(1);
  await world.later(25 * 60 * 60 * 1000);
  expect(looks).toBe(2);
});
