import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { deedIn, textsOf } from '../../helpers/people.ts';
import { dataOf, pressRaw } from '../../helpers/raw-presses.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const WAYS = ['message', 'postback'] as const;
const linkIsOff = async () => {
  await world.suzuki.commands('status');
  return world.suzuki.lastAnswer.includes('LINE連携: 無効');
};
const lastAudit = () => auditOf(world).at(-1);

describe('the admin bot', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    await world.lineUser('山田花子').says('トークID: tanaka');
    await world.suzuki.commands('link off');
  });

  test('a confirmation pressed in another room is refused, and not used up', async () => {
    const data = dataOf(world.suzuki, world.suzuki.deed);
    const rooms = [
      'some-group',
      world.tanaka.room('山田花子').channelId,
      world.tanaka.adminRoom.channelId,
    ];
    for (const as of WAYS) {
      for (const channelId of rooms) {
        const before = world.suzuki.answers.length;
        await pressRaw(world, { by: world.suzuki, data, channelId, as });
        expect(world.suzuki.answers.slice(before)).toEqual([
          expect.stringContaining('1:1のトークルームでだけ使えます'),
        ]);
        expect(lastAudit()).toMatchObject({
          action: 'command.refuse',
          outcome: 'refused',
          reason: 'place',
          memberId: world.suzuki.user.userId,
        });
      }
    }
    expect(await linkIsOff()).toBe(false);
    await pressRaw(world, { by: world.suzuki, data, channelId: null, as: 'message' });
    expect(await linkIsOff()).toBe(true);
  });

  test('a postback of the bot’s own 1:1 room counts', async () => {
    const data = dataOf(world.suzuki, world.suzuki.deed);
    const { channelId } = world.suzuki.adminRoom;
    await pressRaw(world, { by: world.suzuki, data, channelId, as: 'postback' });
    expect(await linkIsOff()).toBe(true);
  });

  test('cancel, pages and commands said again are refused, too', async () => {
    const elsewhere = { by: world.suzuki, channelId: 'some-group' };
    const cancel = dataOf(world.suzuki, 'キャンセル');
    for (const as of WAYS) await pressRaw(world, { ...elsewhere, data: cancel, as });
    await world.suzuki.confirms();
    expect(await linkIsOff()).toBe(true);
    await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka');
    await world.suzuki.commands('member list');
    const run = world.suzuki.adminRoom.messages.at(-1)?.buttons.at(0)?.postback ?? '';
    const before = world.suzuki.answers.length;
    for (const as of WAYS) await pressRaw(world, { ...elsewhere, data: run, as });
    const refusal = expect.stringContaining('1:1のトークルームでだけ使えます');
    expect(world.suzuki.answers.slice(before)).toEqual([refusal, refusal]);
  });

  test('each bot refuses the buttons of the other', async () => {
    await world.tanaka.direct.says('/一覧');
    const confirm = dataOf(world.suzuki, world.suzuki.deed);
    await pressRaw(world, {
      by: world.suzuki,
      data: confirm,
      channelId: null,
      as: 'message',
      bot: BRIDGE_BOT,
    });
    expect(textsOf(world.suzuki.direct).at(-1)).toContain('ここでは使えません');
    expect(await linkIsOff()).toBe(false);
  });
});

test('without an admin bot the bridge bot refuses it, too', async () => {
  world = await startWorld({
    environment: { WORKS_ADMIN_BOT_ID: undefined, WORKS_ADMIN_BOT_SECRET: undefined },
  });
  const { direct } = world.suzuki;
  const says = async (text: string) => {
    await direct.says(text);
    await world.settle();
    return textsOf(direct).at(-1) ?? '';
  };
  await says('/link on');
  await says('/member add tanaka');
  await world.lineUser('山田花子').says('トークID: tanaka');
  await says('/link off');
  const data = dataOf(world.suzuki, deedIn(direct));
  for (const channelId of ['some-group', world.tanaka.room('山田花子').channelId]) {
    for (const as of WAYS) {
      await pressRaw(world, { by: world.suzuki, data, channelId, as, bot: BRIDGE_BOT });
    }
  }
  expect(await says('/status')).toContain('LINE連携: 有効');
  await direct.taps(deedIn(direct));
  expect(await says('/status')).toContain('LINE連携: 無効');
});
