import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditFeed } from '../../../src/hosts/node/audit-feed.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

const lines = () => auditFeed(world.bridge.workspace.context).latest(0, 200);
const said = () => lines().filter(({ action }) => action === 'message.receive');

test('the first message of a new customer shows the name once it is known; the log stays as it was', async () => {
  const hanako = world.lineUser('山田花子');
  world.line.faults.failNext({ api: 'profile', times: 2, status: 500 });
  await hanako.says('トークID: tanaka');
  expect(said()).toMatchObject([{ lineUser: 'LINEユーザー', actor: 'LINEユーザー' }]);
  await world.later(10_000);
  expect(said()).toMatchObject([{ lineUser: '山田花子', actor: '山田花子', member: '田中 花' }]);
  for (const { lineUser, actor } of lines()) {
    expect([lineUser, actor]).not.toContain('LINEユーザー');
  }
  expect(auditOf(world).filter(({ action }) => action === 'message.receive')).toMatchObject([
    { lineUserName: 'LINEユーザー' },
  ]);
});

test('a file that a member sends is shown by its name', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.tanaka.room('山田花子').sendsFile('file', {
    bytes: Buffer.from('こんにちは'),
    fileName: 'メモ.txt',
    contentType: 'text/plain',
  });
  await world.settle();
  expect(said().at(-1)?.text).toBe('[ファイル] メモ.txt');
});
