import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLink } from '../../src/store/link.ts';
import { OA } from '../helpers/company.ts';
import { originOf } from '../helpers/webhooks.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const ask = async (path: string) => (await fetch(`${originOf(world)}${path}`)).status;

test('ready while events can be stored, not ready while they cannot, and alive all along', async () => {
  const { db } = world.bridge.workspace.context;
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 200]);
  db.run('PRAGMA query_only = ON');
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503]);
  db.run('PRAGMA query_only = OFF');
  expect(await ask('/readyz')).toBe(200);
});

test('not ready while the latest event could not be kept, though a smaller write still has room', async () => {
  const { db } = world.bridge.workspace.context;
  const { user } = world.lineUser('花子');
  db.run("CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(FAIL, 'full'); END");
  expect((await user.says('満', { oa: OA })).status).toBe(503);
  expect(await ask('/readyz')).toBe(503);
  db.run('DROP TRIGGER full');
  expect((await user.says('空', { oa: OA })).status).toBe(200);
  expect(await ask('/readyz')).toBe(200);
});

test('however often it is asked, the disk is written to at most once a second', async () => {
  const written = () => statSync(join(world.folder, 'kakehashi.db-wal'));
  const askOften = async () => {
    const before = written();
    for (let at = 0; at < 20; at += 1) expect(await ask('/readyz')).toBe(200);
    return { grew: written().size - before.size, isNewer: written().mtimeMs > before.mtimeMs };
  };
  expect(await ask('/readyz')).toBe(200);
  expect(await askOften()).toEqual({ grew: 0, isNewer: false });
  world.clock.advance(1000);
  expect((await askOften()).isNewer).toBe(true);
});

test('asking empties no memory: the rows that every message needs stay there', async () => {
  const { db } = world.bridge.workspace.context;
  const link = readLink(db);
  for (let at = 0; at < 3; at += 1) expect(await ask('/readyz')).toBe(200);
  expect(readLink(db)).toBe(link);
});
