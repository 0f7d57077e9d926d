import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { deedIn } from '../../helpers/people.ts';
import { until } from '../../helpers/until.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

test('the link goes off while one message is on the wire and another waits behind it', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
  const room = world.tanaka.room('山田花子');
  const { adminRoom } = world.suzuki;

  const way = world.line.faults.hold(({ api }) => api === 'push');
  await room.says('もう出た言葉');
  await until('the first message is on the wire', () => way.waiting > 0);
  await room.says('まだ出ていない言葉');
  await adminRoom.says('link off');
  await until('the question is there', () => (adminRoom.messages.at(-1)?.buttons.length ?? 0) >= 2);
  await adminRoom.taps(deedIn(adminRoom));
  await world.heard();
  way.release();
  await world.settle();

  const seen = hanako.received.map((bubble) => bubble.text);
  expect(seen.filter((text) => text === 'もう出た言葉')).toHaveLength(1);
  expect(seen).not.toContain('まだ出ていない言葉');
  expect(hanako.lastReceived?.senderName).toBe('退会したユーザー');
  const delivered = auditOf(world)
    .filter((entry) => entry.action === 'message.deliver')
    .map((entry) => entry.outcome);
  expect(delivered.sort()).toEqual(['cancelled', 'sent']);
  expect(world.suzuki.lastAnswer).toContain('未送信のメッセージ 1件は届きませんでした');
  expect(room.botPresent).toBe(false);
});
