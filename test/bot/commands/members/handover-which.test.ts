import { afterEach, beforeEach, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../../helpers/company.ts';
import { befriendMany, minutesPass, QUICK_ROOMS } from '../../../helpers/crowd.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const does = async (command: string) => {
  await world.suzuki.commands(command);
  await world.suzuki.confirms();
};

beforeEach(async () => {
  world = await startLinkedWorld(QUICK_ROOMS);
  hanako = world.lineUser('山田花子');
});

/** Tanaka is removed and comes back, and talks with Hanako again. */
const removedAndBack = async () => {
  await hanako.says('トークID: tanaka');
  await does('member remove tanaka');
  await world.suzuki.commands('member add tanaka');
  await hanako.says('トークID: tanaka');
  await hanako.says('またお願いします');
};

test('an earlier talk that closed with a removal does not bring back a customer who went to another member since', async () => {
  await world.suzuki.commands('member add suzuki');
  await removedAndBack();
  await does('member handover tanaka suzuki');
  await world.suzuki.commands('member handover tanaka sato');
  expect(world.suzuki.lastAnswer).toContain('引き継ぐトークはありません');
});

test('nor a talk that the LINE user has ended since', async () => {
  await removedAndBack();
  await hanako.ends();
  await world.suzuki.commands('member handover tanaka sato');
  expect(world.suzuki.lastAnswer).toContain('引き継ぐトークはありません');
});

test('the bot leaves all rooms that are handed over while their closing is still being told', async () => {
  const names = await befriendMany(world, world.tanaka, 'tanaka', 25);
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await world.suzuki.commands('member handover tanaka sato');
  expect(world.suzuki.lastAnswer).toContain('90日以内に終了したトークルーム 25件');
  await world.suzuki.confirms();
  await minutesPass(world, 4);
  const left = world.tanaka.user.rooms(BRIDGE_BOT).filter((room) => room.botPresent);
  expect(left).toEqual([]);
  for (const name of names) {
    const heard = world.lineUser(name).received.map((bubble) => bubble.text);
    expect(heard.at(-1)).toContain('佐藤 健に変わりました');
    expect(heard.filter((text) => text.includes('変わりました'))).toHaveLength(1);
  }
  await world.lineUser('客7').says('よろしく');
  expect(textsOf(world.sato.room('客7')).at(-1)).toBe('よろしく');
});
