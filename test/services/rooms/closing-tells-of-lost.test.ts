import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
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

const LATER = { status: 429, headers: { 'ratelimit-reset': '30' } };
const waitsInVain = async (who = hanako) => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, ...LATER });
  await who.says('在庫はありますか');
  await who.says('急いでいます');
};
const removesTanaka = async () => {
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
};
const goodbyes = (part = '終了しました') =>
  hanako.received.filter(({ text }) => text.includes(part)).map(({ text }) => text);
const pushes = () => world.line.calls.filter((call) => call.path.endsWith('/message/push'));

test('a LINE user untold for lack of quota hears of the lost messages, too, once', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 9, ...LATER });
  await waitsInVain();
  world.line.account(OA).setQuota(0);
  await world.later(120_000);
  await removesTanaka();
  await world.later(60_000);
  expect(goodbyes()).toEqual([]);
  const quoted = await hanako.says('いますか');
  await hanako.says('もしもし', { quote: quoted });
  expect(goodbyes()).toHaveLength(1);
  expect(goodbyes()[0]).toContain('メッセージ 2件は、担当者に届いていません');
  expect(goodbyes()[0]).toContain('ほかの方法でご連絡ください');
});

test('a LINE user who ends the talk hears of their lost messages, if there are any', async () => {
  await waitsInVain();
  await hanako.ends();
  await world.later(60_000);
  expect(goodbyes()).toHaveLength(1);
  expect(goodbyes()[0]).toContain('メッセージ 2件は、担当者に届いていません');
  expect(goodbyes()[0]).toContain('もう一度話すときは');
  await hanako.says('トークID: sato');
  await hanako.says('こんにちは');
  await hanako.ends();
  expect(goodbyes()).toHaveLength(2);
  expect(goodbyes()[1]).not.toContain('届いていません');
});

test('in English', async () => {
  const emily = world.lineUser('Emily', 'en');
  await emily.says('Talk ID: tanaka');
  await waitsInVain(emily);
  await removesTanaka();
  await world.later(60_000);
  expect(emily.lastReceived?.text).toContain(
    '2 of your messages did not reach them.\nIf it is urgent, please get in touch another way.',
  );
});

test('words waiting for their room are told as lost', async () => {
  world.works.faults.failNext({ api: 'create-channel', times: 9, ...LATER });
  await hanako.says('トークID: sato');
  await hanako.says('はじめまして');
  await world.suzuki.commands('member remove sato');
  await world.suzuki.confirms();
  await world.later(60_000);
  expect(goodbyes().join()).toContain('メッセージ 1件は、担当者に届いていません');
});

test('a message on the wire while its member blocks may have arrived', async () => {
  await world.later(120_000);
  world.works.faults.failNext({ api: 'channel-message', times: 1, mode: 'after', action: 'cut' });
  await hanako.says('在庫はありますか');
  // In the room itself the question would wait behind that message.
  await world.tanaka.direct.says('ブロック');
  for (const label of ['山田花子', 'ブロックする']) {
    await world.settle();
    await world.tanaka.direct.taps(label);
  }
  await world.settle();
  await world.later(60_000);
  expect(goodbyes('終了しました').join()).toContain('届いていない可能性があります');
  expect(goodbyes('終了しました').join()).toContain('ほかの方法で');
});

test('messages held for a choice are told with the goodbye, in one push', async () => {
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', 'こんにちは');
  await hanako.says('だれ宛て？');
  await world.later(120_000);
  const before = pushes().length;
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  expect(pushes()).toHaveLength(before + 1);
  expect(hanako.received.map(({ text }) => text).join()).toContain('1件はだれにも届きませんでした');
});

test('a LINE user who talks with the same member again hears of earlier losses', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 9, ...LATER });
  await waitsInVain();
  world.line.account(OA).setQuota(0);
  await world.later(120_000);
  await removesTanaka();
  world.works.faults.clear();
  await world.suzuki.commands('member add tanaka');
  await hanako.says('トークID: tanaka');
  await hanako.says('いかがですか');
  await hanako.says('もしもし');
  const told = hanako.received.filter(({ text }) => /届いていません|届きませんでした/.test(text));
  expect(told).toHaveLength(1);
});

test('a file still on its way to us is told as lost', async () => {
  const { messageId } = await hanako.user.sendsContent(
    'video',
    { bytes: new Uint8Array(3000).fill(7), contentType: 'video/mp4', readyAfterMs: 600_000 },
    { oa: OA },
  );
  expect(messageId).not.toBe('');
  await world.settle();
  await hanako.ends();
  expect(goodbyes().join()).toContain('メッセージ 1件は、担当者に届いていません');
});
