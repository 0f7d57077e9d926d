import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepArrival } from '../../../src/store/queue/inbox.ts';
import { BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import {
  auditOf,
  inboxOf,
  lineTextEvent,
  originOf,
  postLine,
  postWorks,
  worksTextEvent,
} from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/* A speaker with very many messages at once does not make others wait. */

let world: World;
let hanako: LineChat;
let ichiro: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  ichiro = world.lineUser('鈴木一朗');
  await hanako.says('トークID: tanaka');
  await ichiro.says('トークID: sato');
});
afterEach(() => world.stop());

const received = () =>
  auditOf(world)
    .filter((entry) => entry.action === 'message.receive')
    .map((entry) => entry.text);

const line = (chat: LineChat, text: string) =>
  lineTextEvent({ userId: chat.user.userId, text, at: world.clock.now() });

test('in the inbox speakers take turns: LINE users and members alike, each in their order', async () => {
  const { db, store } = world.bridge.workspace.context;
  const before = received().length;
  const sayings = [
    ...Array.from({ length: 12 }, (_, n) => line(hanako, `花子${n}`)),
    line(ichiro, '一朗0'),
    line(ichiro, '一朗1'),
  ];
  const room = world.tanaka.room('山田花子');
  const said = worksTextEvent({
    userId: world.tanaka.user.userId,
    channelId: room.channelId,
    text: '田中0',
    at: world.clock.now(),
  });
  // All rows are there before the first is looked at.
  await world.bridge.workspace.engine.idle();
  store.transaction(() => {
    for (const [index, event] of sayings.entries()) {
      const source = event.source as { userId: string };
      keepArrival(db, {
        key: `turn-${index}`,
        platform: 'line',
        account: OA,
        verdict: 'act',
        body: JSON.stringify(event),
        receivedAt: world.clock.now(),
        speaker: `line:${OA}:${source.userId}`,
      });
    }
    keepArrival(db, {
      key: 'turn-works',
      platform: 'line-works',
      account: BRIDGE_BOT,
      verdict: 'act',
      body: JSON.stringify(said),
      receivedAt: world.clock.now(),
      speaker: `works:${world.tanaka.user.userId}`,
    });
  });
  await world.settle();
  const order = received().slice(before);
  expect(order).toHaveLength(15);
  expect(order.slice(0, 5)).toEqual(['花子0', '一朗0', '田中0', '花子1', '一朗1']);
  expect(order.filter((text) => text?.startsWith('花子'))).toEqual(
    Array.from({ length: 12 }, (_, n) => `花子${n}`),
  );
});

test('an event’s speaker is noted when it comes, on both platforms', async () => {
  const { engine } = world.bridge.workspace;
  await engine.stop(0);
  const origin = originOf(world);
  const group = { ...line(hanako, 'a'), source: { type: 'group', groupId: 'C1', userId: 'U1' } };
  const nobody = { ...line(hanako, 'b'), source: { type: 'user' } };
  const events = [line(hanako, 'c'), group, nobody, 'no event'];
  const before = inboxOf(world).length;
  await postLine(origin, JSON.stringify({ events }));
  const at = world.clock.now();
  await postWorks(
    origin,
    JSON.stringify(worksTextEvent({ userId: 'm1', channelId: 'r1', text: 'd', at })),
  );
  await postWorks(
    origin,
    JSON.stringify({
      ...worksTextEvent({ userId: 'm1', text: 'e', at }),
      type: 'join',
      source: { channelId: 'r1' },
    }),
  );
  expect(
    inboxOf(world)
      .slice(before)
      .map((row) => row.speaker),
  ).toEqual([
    `line:${OA}:${hanako.user.userId}`,
    `line:${OA}:C1`,
    `line:${OA}:`,
    `line:${OA}:`,
    'works:m1',
    'works:r1',
  ]);
});

test('very many stickers of one speaker leave calls for another’s words; all arrive', async () => {
  await world.stop();
  world = await startLinkedWorld({ works: { requestsPerMinute: 24 } });
  hanako = world.lineUser('山田花子');
  ichiro = world.lineUser('鈴木一朗');
  await hanako.says('トークID: tanaka');
  await ichiro.says('トークID: sato');
  await world.later(61_000);
  for (let n = 0; n < 30; n += 1) await hanako.user.sendsSticker('446', '1988', { oa: OA });
  await world.settle();
  const shown = () => world.tanaka.room('山田花子').messages.length;
  const first = shown();
  await ichiro.says('急ぎです');
  expect(world.sato.room('鈴木一朗').messages.at(-1)?.text).toBe('急ぎです');
  await ichiro.says('お願いします');
  expect(world.sato.room('鈴木一朗').messages.at(-1)?.text).toBe('お願いします');
  // The rest of the minute's calls goes before it is over, the rest in the next ones.
  for (let n = 0; n < 12; n += 1) await world.later(15_000);
  expect(shown()).toBeGreaterThan(first);
  expect(
    world.tanaka
      .room('山田花子')
      .messages.slice(-30)
      .map(({ content }) => content.type),
  ).toEqual(Array(30).fill('sticker'));
  expect(auditOf(world).filter((entry) => entry.outcome === 'exhausted')).toEqual([]);
}, 60_000);

test('very many pictures of one speaker leave uploads for another’s picture', async () => {
  await world.stop();
  world = await startLinkedWorld({ works: { requestsPerMinute: 12 } });
  hanako = world.lineUser('山田花子');
  ichiro = world.lineUser('鈴木一朗');
  await hanako.says('トークID: tanaka');
  await ichiro.says('トークID: sato');
  await world.later(61_000);
  const jpeg = (n: number) =>
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, n]);
  const sends = (chat: LineChat, n: number) =>
    chat.user.sendsContent('image', { bytes: jpeg(n), contentType: 'image/jpeg' }, { oa: OA });
  for (let n = 0; n < 14; n += 1) await sends(hanako, n);
  await world.settle();
  await sends(ichiro, 99);
  await world.settle();
  expect(world.sato.room('鈴木一朗').messages.at(-1)?.content.type).toBe('image');
}, 60_000);
