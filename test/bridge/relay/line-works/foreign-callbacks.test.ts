import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADMIN_BOT, BRIDGE_BOT } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf, originOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const raw = (bot: string, type: string, channelId: string, members?: string[]) =>
  world.works.bot(bot).sendRaw({
    type,
    source: { channelId, domainId: world.works.domainId },
    issuedTime: new Date(world.clock.now()).toISOString(),
    ...(members ? { members } : {}),
  });

test('the admin bot leaving a talk room changes nothing in it', async () => {
  const channelId = world.tanaka.room('山田花子').channelId ?? '';
  await raw(ADMIN_BOT, 'leave', channelId);
  await hanako.says('まだここに');
  expect(world.tanaka.room('山田花子').channelId).toBe(channelId);
  expect(roomTexts().at(-1)).toBe('まだここに');
});

test('a group that takes in the bot while a creation is unclear is not mistaken for the room', async () => {
  const jiro = world.lineUser('次郎');
  world.works.faults.failNext({ api: 'create-channel', times: 1, action: 'cut' });
  await jiro.says('トークID: tanaka');
  await raw(BRIDGE_BOT, 'joined', 'some-group', [world.tanaka.user.userId, world.sato.user.userId]);
  await raw(ADMIN_BOT, 'joined', 'other-room', [world.tanaka.user.userId]);
  await world.later(3000);
  const made = auditOf(world).filter((entry) => entry.action === 'room.create');
  expect(JSON.stringify(made)).not.toMatch(/some-group|other-room/);
});

test('a message that waits for its room to be stored is not overtaken by a later one', async () => {
  const jiro = world.lineUser('次郎');
  // At first neither the answer nor the callback of the creation comes through.
  const bot = world.works.bot(BRIDGE_BOT);
  bot.setCallback(null);
  world.works.faults.failNext({ api: 'create-channel', times: 1, mode: 'after', action: 'cut' });
  await jiro.says('トークID: tanaka');
  bot.setCallback(`${originOf(world)}/works/callback`);
  await world.tanaka.says('次郎', '一');
  await world.later(300);
  const channelId = world.tanaka.room('次郎').channelId ?? '';
  await raw(BRIDGE_BOT, 'joined', channelId, [world.tanaka.user.userId]);
  await world.settle();
  await world.tanaka.says('次郎', '二');
  await world.later(300);
  expect(jiro.received.map((bubble) => bubble.text).slice(-2)).toEqual(['一', '二']);
});
