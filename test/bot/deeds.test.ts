import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../helpers/linked.ts';
import type { World } from '../helpers/world.ts';

/** A question names its deed: on the button, and as what the presser then has said. */

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
  await world.lineUser('山田花子').says('トークID: tanaka');
});
afterEach(() => world.stop());

const DEEDS = [
  ['link off', '無効にする', 'Switch off'],
  ['member remove tanaka', '削除する', 'Remove'],
  ['member handover tanaka sato', '引き継ぐ', 'Hand over'],
  ['role grant sato link-admin', '付与する', 'Grant'],
  ['room close 1', '終了する', 'End the talk'],
  ['scope all', '全員にする', 'Change to "all"'],
] as const;

const buttons = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);
const lastSaid = () =>
  world.suzuki.adminRoom.messages.findLast(({ from }) => from.kind === 'member')?.text;

test('in Japanese', async () => {
  for (const [command, deed] of DEEDS) {
    await world.suzuki.commands(command);
    expect(buttons()?.at(0), command).toBe(deed);
    expect(buttons()?.at(-1), command).toBe('キャンセル');
  }
  await world.suzuki.confirms();
  expect(lastSaid()).toBe('全員にする');
});

test('in English', async () => {
  await world.suzuki.commands('lang en');
  for (const [command, , deed] of DEEDS) {
    await world.suzuki.commands(command);
    expect(buttons()?.at(0), command).toBe(deed);
    expect(buttons()?.at(-1), command).toBe('Cancel');
  }
  await world.suzuki.confirms();
  expect(lastSaid()).toBe('Change to "all"');
});

test('what has been done can be asked back by its own name', async () => {
  await world.suzuki.commands('role grant sato link-admin');
  await world.suzuki.confirms();
  await world.suzuki.commands('role revoke sato link-admin');
  expect(world.suzuki.deed).toBe('権限を取り消す');
  await world.suzuki.confirms();
  await world.suzuki.commands('scope all');
  await world.suzuki.confirms();
  await world.suzuki.commands('scope selected');
  expect(world.suzuki.deed).toBe('個別にする');
});
