import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { runToItsEnd, until } from '../../helpers/child-bridge.ts';
import { startChildWorld } from '../../helpers/child-world.ts';
import { OA } from '../../helpers/company.ts';

const PAGE = 4096;

/** Overwrites all pages but the first, below SQLite: what it holds in memory is older than that. */
function damage(path: string): void {
  const file = openSync(path, 'r+');
  for (let at = PAGE; at < statSync(path).size; at += PAGE) {
    writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, at);
  }
  closeSync(file);
}

test('a database that is damaged while it is in use ends the bridge in words, and each start after that', async () => {
  const world = await startChildWorld();
  await world.link(['tanaka@midori']);
  const customer = await world.customer('花子', 'tanaka@midori');
  await world.emptied();
  await world.bridge.terminate();
  const path = join(world.environment.DATA_DIR ?? '', 'kakehashi.db');
  await world.start();
  const beside = new Sqlite(path);
  beside.pragma('wal_checkpoint(TRUNCATE)');
  beside.close();
  damage(path);
  let said = 0;
  await until(async () => {
    said += 1;
    await customer.says(`聞こえますか ${said}`, { oa: OA }).catch(() => null);
    return world.bridge.output.includes('is damaged');
  }, 'the damage is met');
  expect((await world.bridge.terminate()).code).toBe(1);
  expect(world.bridge.output).toContain('docs/operations.md');
  for (const _start of ['first', 'second']) {
    const again = await runToItsEnd({ ...world.environment, PORT: '0' });
    expect(again.code).toBe(1);
    expect(again.output).toContain('is damaged');
    expect(again.output).not.toMatch(/^\s+at /m);
  }
  await world.stop();
});
