import { afterEach, beforeEach, expect, test } from 'vitest';
import { originOf } from '../helpers/webhooks.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const ask = async (path: string) => (await fetch(`${originOf(world)}${path}`)).status;

test('ready while events can be kept, not ready while they cannot; alive all along', async () => {
  const { db } = world.bridge.workspace.context;
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 200]);
  db.run('PRAGMA query_only = ON');
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503]);
  db.run('PRAGMA query_only = OFF');
  expect(await ask('/readyz')).toBe(200);
});
