import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runWorkspaceCommand } from '../../../../src/hosts/node/workspace/run.ts';
import { environmentFor, OA } from '../../../helpers/company.ts';
import { textsOf } from '../../../helpers/people.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

/** The verbs on Node, over the data of a bridge. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka');
  await world.lineUser('山田花子').says('トークID: tanaka');
});
afterAll(() => world.stop());

async function run(verb: string, ...args: string[]): Promise<[number, string]> {
  const shown: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text) => shown.push(text));
  const warn = vi.spyOn(console, 'error').mockImplementation((text) => shown.push(text));
  const nobody = () => {
    throw new Error('Nobody is asked.');
  };
  const code = await runWorkspaceCommand({
    args: [verb, ...args],
    environment: { ...environmentFor(world.line, world.works), DATA_DIR: world.folder },
    print: (text) => shown.push(text),
    warn: (text) => shown.push(text),
    outside: {
      fetch: nobody,
      now: () => Date.now(),
      nonce: nobody,
      readSecret: nobody,
      waitForPerson: nobody,
    },
  });
  log.mockRestore();
  warn.mockRestore();
  return [code, shown.join('\n')];
}

const shows = (text: string) => textsOf(world.tanaka.room('山田花子')).includes(text);

test('the state of a bridge that runs', async () => {
  const [code, shown] = await run('status');
  expect([code, shown]).toEqual([0, expect.stringContaining('State: live')]);
  expect(shown).toContain('Events waiting: 0');
});

test('a paused bridge takes events in, and sends nothing until it is resumed', async () => {
  expect(await run('pause')).toEqual([1, expect.stringContaining('A bridge is running')]);
  await world.bridge.stop(1000);
  expect((await run('pause'))[0]).toBe(0);
  await world.restart();
  expect((await world.lineUser('山田花子').user.says('もしもし', { oa: OA })).status).toBe(200);
  await world.settle();
  expect(shows('もしもし')).toBe(false);
  const [, shown] = await run('status');
  expect(shown).toContain('State: paused');
  expect(shown).toContain('operator:terminal');
  expect(shown).toContain('Events waiting: 1');

  await world.bridge.stop(1000);
  expect((await run('resume'))[0]).toBe(0);
  await world.restart();
  expect(shows('もしもし')).toBe(true);
});

test('what is in DATA_DIR is exported, and imported elsewhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-moved-'));
  const file = join(folder, 'acme.ndjson');
  expect((await run('export', file))[0]).toBe(0);
  const into = join(folder, 'data');
  expect((await run('import', file, '--data-dir', into))[0]).toBe(0);
  expect((await run('status', '--data-dir', into))[1]).toContain('State: live');
  expect(await run('status', '--data-dir', join(folder, 'none'))).toEqual([
    1,
    expect.stringContaining('There is no database'),
  ]);
  rmSync(folder, { recursive: true });
});
