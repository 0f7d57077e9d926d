import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const asksInVain = async (fault: { status: number; headers?: Record<string, string> }) => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, ...fault });
  await hanako.says('在庫はありますか');
  await hanako.says('急いでいます');
};
const heard = () => hanako.received.map(({ text }) => text).join('\n');

test('a customer whose messages go no further when the talk is closed is told so', async () => {
  await asksInVain({ status: 429, headers: { 'ratelimit-reset': '30' } });
  await world.suzuki.commands('room close 1');
  await world.suzuki.confirms();
  await world.later(60_000);
  expect(hanako.lastReceived?.text).toContain('トークは終了しました');
  expect(hanako.lastReceived?.text).toContain('メッセージ 2件は、担当者に届いていません');
});

test('the words match the certainty', async () => {
  await asksInVain({ status: 500 });
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  await world.later(60_000);
  expect(hanako.lastReceived?.text).toContain('メッセージ 1件は、担当者に届いていません');
  expect(hanako.lastReceived?.text).toContain('届いていない可能性があります');
});

test('no loss is told when all messages had arrived', async () => {
  await hanako.says('在庫はありますか');
  await world.suzuki.commands('room close 1');
  await world.suzuki.confirms();
  expect(heard()).not.toContain('届いていません');
  expect(heard()).not.toContain('可能性');
});
