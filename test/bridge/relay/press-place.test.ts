import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { dataOf, pressRaw } from '../../helpers/raw-presses.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
let ichiro: LineChat;
afterEach(() => world.stop());

const WAYS = ['message', 'postback'] as const;
const bot = BRIDGE_BOT;
const heardBy = (chat: LineChat) => chat.received.map((bubble) => bubble.text);
const closings = () => auditOf(world).filter((entry) => entry.action === 'room.close').length;
const begin = async (roomBehaviour: 'new-room' | 'single-user') => {
  world = await startLinkedWorld({ works: { roomBehaviour } });
  hanako = world.lineUser('山田花子');
  ichiro = world.lineUser('鈴木一朗');
  await hanako.says('トークID: tanaka');
  await ichiro.says('トークID: tanaka');
};

test('direct mode: an answer to どなたへ counts in the 1:1 room only', async () => {
  await begin('single-user');
  await world.tanaka.direct.says('どちら宛てでしょう');
  await world.settle();
  const press = { by: world.tanaka, data: dataOf(world.tanaka, '鈴木一朗'), bot };
  for (const as of WAYS) {
    await pressRaw(world, { ...press, channelId: 'some-group', as });
    expect(heardBy(ichiro)).not.toContain('どちら宛てでしょう');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('ここでは使えません');
  }
  await pressRaw(world, { ...press, channelId: world.tanaka.direct.channelId, as: 'postback' });
  expect(heardBy(ichiro).at(-1)).toBe('どちら宛てでしょう');
});

describe('rooms', () => {
  beforeEach(() => begin('new-room'));

  /** The data of the button that ends the talk, in 山田花子's room. */
  const closing = async () => {
    await world.tanaka.says('山田花子', '/閉じる');
    const buttons = world.tanaka.room('山田花子').messages.at(-1)?.buttons ?? [];
    return buttons.find((button) => button.label === 'トークを終了する')?.postback ?? '';
  };

  test.each(WAYS)('the button that ends a talk counts in that talk’s own room (%s)', async (as) => {
    const data = await closing();
    const press = (channelId: string | null) =>
      pressRaw(world, { by: world.tanaka, data, channelId, as, bot, text: 'トークを終了する' });
    await press(world.tanaka.room('鈴木一朗').channelId);
    await press('some-group');
    expect(closings()).toBe(0);
    expect(heardBy(ichiro)).not.toContain('トークを終了する');
    expect(textsOf(world.tanaka.room('鈴木一朗')).at(-1)).toContain('ここでは使えません');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('ここでは使えません');
    await press(world.tanaka.room('山田花子').channelId);
    expect(closings()).toBe(1);
  });

  test('a button of the 1:1 room does nothing in a talk room', async () => {
    await world.tanaka.direct.says('閉じる');
    await world.settle();
    const data = dataOf(world.tanaka, '山田花子');
    const { channelId } = world.tanaka.room('鈴木一朗');
    for (const as of WAYS) {
      await pressRaw(world, { by: world.tanaka, data, channelId, as, bot, text: '山田花子' });
    }
    expect(heardBy(ichiro)).not.toContain('山田花子');
    const told = textsOf(world.tanaka.room('鈴木一朗')).filter((text) =>
      text.includes('使えません'),
    );
    expect(told).toHaveLength(2);
    const misplaced = auditOf(world).filter((entry) => entry.reason === 'misplaced-button');
    expect(misplaced.map((entry) => entry.lineUserId)).toEqual(
      Array.from({ length: 2 }, () => ichiro.user.userId),
    );
  });

  test('a colleague’s press does nothing there', async () => {
    const data = await closing();
    const room = world.tanaka.room('山田花子');
    await room.invites(world.sato.user.userId);
    const { channelId } = room;
    for (const as of WAYS) {
      await pressRaw(world, { by: world.sato, data, channelId, as, bot, text: '終わり' });
    }
    expect(closings()).toBe(0);
    expect(heardBy(hanako)).not.toContain('終わり');
  });

  test('a button of the version before is not taken for words to the LINE user', async () => {
    const { channelId } = world.tanaka.room('山田花子');
    const data = 'own:closing:1';
    const text = 'トークを終了する';
    await pressRaw(world, { by: world.tanaka, data, channelId, as: 'message', bot, text });
    expect(heardBy(hanako)).not.toContain(text);
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toContain('このボタンはもう使えません');
    expect(closings()).toBe(0);
  });
});
