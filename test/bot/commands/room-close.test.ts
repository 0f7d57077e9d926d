import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

test('an administrator closes one talk: the question names both people, both sides are told', async () => {
  const hanako = world.lineUser('山田花子');
  const ichiro = world.lineUser('鈴木一朗');
  await hanako.says('トークID: tanaka');
  await ichiro.says('トークID: tanaka');
  const room = world.tanaka.room('山田花子');
  await world.suzuki.commands('トーク 閉じる #1');
  expect(world.suzuki.lastAnswer).toContain('「山田花子」さんと田中 花さんのトークを終了しますか');
  await world.tanaka.says('山田花子', 'まだ届きます');
  expect(hanako.lastReceived?.text).toBe('まだ届きます');

  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toBe('「山田花子」さんと田中 花さんのトークを終了しました。');
  expect(hanako.lastReceived?.text).toContain('田中 花とのトークは終了しました');
  expect(room.botPresent).toBe(false);
  expect(textsOf(room).at(-1)).toContain('管理者がこのトークを終了しました');
  expect(textsOf(world.tanaka.direct).at(-1)).toBe(
    '「山田花子」さんとのトークは終了しました。管理者がトークを終了しました。',
  );
  await world.tanaka.says('鈴木一朗', 'こちらは続きます');
  expect(ichiro.lastReceived?.text).toBe('こちらは続きます');
  const closed = auditOf(world).filter((entry) => entry.action === 'room.close');
  expect(closed).toMatchObject([{ reason: 'closed-by-admin', actorKind: 'admin', roomId: 1 }]);

  await hanako.says('トークID: tanaka');
  await hanako.says('もう一度');
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('もう一度');
});

test('waiting messages are counted and do not arrive; a room that is not open is named', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
  world.line.faults.failNext({ api: 'push', times: 1, status: 500 });
  await world.tanaka.says('山田花子', '届かない言葉');
  await world.suzuki.commands('room close 1');
  expect(world.suzuki.lastAnswer).toContain(
    '未送信のメッセージ 1件の送信を取りやめます（うち1件は',
  );
  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toContain(
    '未送信のメッセージ 1件の送信を取りやめました（うち1件は',
  );
  await world.later(600_000);
  expect(hanako.received.map((bubble) => bubble.text)).not.toContain('届かない言葉');
  await world.suzuki.commands('room close 1');
  expect(world.suzuki.lastAnswer).toContain('「#1」はありません');
  await world.suzuki.commands('room close 99');
  expect(world.suzuki.lastAnswer).toContain('「#99」はありません');
  await world.suzuki.commands('room close いちばん');
  expect(world.suzuki.lastAnswer).toContain('例: トーク 閉じる 12');
  await world.tanaka.commands('room close 1');
  expect(world.tanaka.lastAnswer).toContain('権限がありません');
});
