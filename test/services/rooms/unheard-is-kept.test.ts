import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

/** Lost messages are told, whatever becomes of the first notice that would have said so. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const LATER = { status: 429, headers: { 'ratelimit-reset': '30' } };
const waitsInVain = async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 9, ...LATER });
  await hanako.says('在庫はありますか');
  await world.later(70_000);
};
const told = () =>
  hanako.received.filter(({ text }) => /届いていません|届きませんでした/.test(text));

test('with a spent reply token the loss is told at the next message', async () => {
  await waitsInVain();
  world.line.account(OA).setQuota(0);
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  await world.later(60_000);
  world.works.faults.clear();
  await world.suzuki.commands('member add tanaka');
  const body = { message: 'Invalid reply token' };
  world.line.faults.failNext({ api: 'reply', times: 1, status: 400, body });
  await hanako.says('トークID: tanaka');
  expect(told()).toHaveLength(0);
  await hanako.says('いかがですか');
  await hanako.says('もしもし');
  expect(told()).toHaveLength(1);
});

test('an outdated goodbye still tells of lost messages', async () => {
  await waitsInVain();
  world.line.faults.failNext({
    api: 'push',
    times: 1,
    status: 429,
    headers: { 'retry-after': '60' },
  });
  await world.suzuki.commands('room close 1');
  await world.suzuki.confirms();
  world.works.faults.clear();
  expect(told()).toHaveLength(0);
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
  expect(hanako.received.map(({ text }) => text).join()).not.toContain('終了しました');
  expect(told()).toHaveLength(1);
  expect(told()[0]?.text).toContain('田中 花宛て');
});
