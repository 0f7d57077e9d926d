import { afterEach, beforeEach, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

test('link off says in numbers what it will do, and does it only when the button is pressed', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.suzuki.commands('連携 無効');
  expect(world.suzuki.lastAnswer).toContain('トークルーム 1件');
  expect(world.suzuki.lastAnswer).toContain('利用メンバー 2人');
  await world.suzuki.commands('無効にする');
  await world.tanaka.says('山田花子', 'まだ届きます');
  expect(hanako.lastReceived?.text).toBe('まだ届きます');

  const room = world.tanaka.room('山田花子');
  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toContain('LINE連携を無効にしました');
  expect(hanako.lastReceived?.senderName).toBe('退会したユーザー');
  expect(room.botPresent).toBe(false);
  expect(textsOf(room).at(-1)).toContain('このトークは終了しました');
  expect(textsOf(world.tanaka.direct).at(-1)).toContain('LINE連携が無効になりました');

  await hanako.says('もしもし');
  expect(hanako.lastReceived?.text).toContain('お受けできません');
  const told = hanako.received.length;
  await hanako.says('もしもし？');
  expect(hanako.received.length).toBe(told);
  expect(textsOf(room)).not.toContain('もしもし');
});

test('a message that waits when the link goes off never leaves, and the administrator is told', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
  world.line.faults.failNext({ api: 'push', times: 1, status: 500 });
  await world.tanaka.says('山田花子', '届かないはずの言葉');
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  await world.later(600_000);
  expect(hanako.received.map((bubble) => bubble.text)).not.toContain('届かないはずの言葉');
});

test('a removed member: Talk ID free, bot gone, LINE user told, history searchable', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('大切な相談です');
  await world.suzuki.commands('メンバー 削除 田中');
  expect(world.suzuki.lastAnswer).toContain('田中 花さんを利用メンバーリストから削除しますか');
  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toContain('利用メンバーリストから削除しました');
  expect(world.tanaka.room('山田花子').botPresent).toBe(false);
  expect(hanako.lastReceived?.text).toContain('終了しました');
  await hanako.says('トークID: tanaka');
  expect(hanako.lastReceived?.text).toContain('見つかりませんでした');
  await world.suzuki.commands('監査 検索 相談');
  expect(world.suzuki.lastAnswer).toContain('大切な相談です');
});

test('a LINE user untold for lack of quota is told free of charge on writing', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
  world.line.account('1657000001').setQuota(0);
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  expect(hanako.lastReceived?.text).not.toContain('終了しました');
  await hanako.says('いますか');
  expect(hanako.lastReceived?.text).toContain('終了しました');
  expect(hanako.lastReceived?.via).toBe('reply');
});

test('messages held for a choice end with a notice when no choice is left', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', 'こんにちは');
  await hanako.says('だれ宛て？');
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  expect(hanako.received.map((bubble) => bubble.text).join()).toContain('1件はだれにも届きません');
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka');
  await hanako.says('トークID: tanaka');
  await hanako.says('新しい話です');
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('新しい話です');
});

test('the confirmation works for its proposer only, once, and for five minutes', async () => {
  await world.suzuki.commands('link off');
  const button = world.suzuki.adminRoom.messages.at(-1)?.buttons[0];
  const bot = world.works.bot('2000002');
  const press = (userId: string) =>
    bot.sendRaw({
      type: 'message',
      source: { userId, domainId: world.works.domainId },
      issuedTime: new Date(world.clock.now()).toISOString(),
      content: { type: 'text', text: '無効にする', postback: button?.postback },
    });
  await press(world.tanaka.user.userId);
  await world.settle();
  expect(world.tanaka.lastAnswer).toContain('本人だけ');
  await world.later(5 * 60_000 + 1000);
  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toContain('5分を過ぎた');
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).toContain('LINE連携: 有効');

  await world.suzuki.commands('link off');
  await world.suzuki.presses('キャンセル');
  expect(world.suzuki.lastAnswer).toContain('取り消しました');
  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toContain('すでに処理');
  expect(world.tanaka.user.rooms(BRIDGE_BOT)).toHaveLength(0);
});
