import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { World } from '../../helpers/world.ts';

/** LINE WORKS' storage refuses files: the messages beside a QR image go on. */

const NAMES = ['ito', 'kato', 'mori', 'ono'];

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld({
    furnish: (_, works) => {
      for (const name of NAMES) {
        works.addMember({
          email: `${name}@midori`,
          lastName: name,
          firstName: '一',
          department: '',
        });
      }
    },
  });
  world.works.faults.failNext({ api: 'upload', times: 1e9, status: 503 });
});
afterEach(() => world.stop());

test('the admin bot answers although its last QR image is stuck', async () => {
  await world.suzuki.commands('member invite tanaka');
  expect(world.suzuki.lastAnswer).toContain('oaMessage');
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).toContain('LINE');
  expect(world.suzuki.lastAnswer).not.toContain('oaMessage');
  world.works.faults.clear();
  for (let at = 0; at < 20; at += 1) await world.later(30_000);
  expect(world.suzuki.adminRoom.messages.at(-1)?.content).toMatchObject({ type: 'image' });
});

test('several stuck QR images do not make LINE WORKS count as down', async () => {
  await world.suzuki.commands(`member add ${NAMES.join(' ')}`);
  for (let at = 0; at < 10; at += 1) await world.later(1000);
  const uploads = world.works.calls.filter(({ api }) => api === 'upload').length;
  expect(uploads).toBeGreaterThanOrEqual(NAMES.length);
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).toContain('保存しているファイル');
});
