import { expect, test } from 'vitest';
import { heldSession } from '../../../src/hosts/worker/held-session.ts';

test('a held session asks again, ever more rarely, and never throws', async () => {
  const set: (number | null)[] = [];
  const faults: unknown[] = [];
  let asked = 0;
  const hosted = {
    isHeld: true,
    workspace: null,
    askAgain: async () => {
      asked += 1;
      if (asked === 2) throw new Error('broken');
      if (asked === 7) hosted.isHeld = false;
    },
  };
  const held = heldSession(hosted, { set: (at) => set.push(at) }, { now: () => 1000 }, (_, error) =>
    faults.push(error),
  );
  held.waits();
  for (let times = 0; times < 7; times += 1) await held.askAgain();
  const seconds = [3, 5, 9, 17, 33, 61, 61];
  expect(set).toEqual([...seconds.map((second) => second * 1000), null]);
  expect(faults).toHaveLength(1);
});

test('where the answer came and the workspace could not be put together, the alarm stays', async () => {
  const set: (number | null)[] = [];
  const hosted = {
    isHeld: true,
    workspace: null,
    askAgain: async () => {
      hosted.isHeld = false;
      throw new Error('broken');
    },
  };
  const held = heldSession(
    hosted,
    { set: (at) => set.push(at) },
    { now: () => 1000 },
    () => undefined,
  );
  await held.askAgain();
  expect(set).toEqual([61_000]);
});
