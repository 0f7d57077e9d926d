import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { pressRaw } from '../../../helpers/raw-presses.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/** A member says /ブロック or /閉じる: the bot first asks whether the talk is to end. */

const MINUTE = 60_000;
const ASK = '「山田花子」さんをブロックしますか？';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const begin = async (roomBehaviour: 'new-room' | 'single-user' = 'new-room') => {
  world = await startLinkedWorld({ works: { roomBehaviour } });
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
};
const count = (action: string) => auditOf(world).filter((each) => each.action === action).length;
const blocks = () => count('line-user.block');
const lastIn = () => textsOf(world.tanaka.room('山田花子')).at(-1) ?? '';
const lastDirect = () => textsOf(world.tanaka.direct).at(-1) ?? '';
const heard = () => hanako.received.map(({ text }) => text);
const saysDirect = async (text: string) => {
  await world.tanaka.direct.says(text);
  await world.settle();
};
const tapsDirect = async (label: string) => {
  await world.tanaka.direct.taps(label);
  await world.settle();
};

describe('a typed answer in a talk room', () => {
  beforeEach(() => begin());

  test('はい blocks, unseen by the LINE user; after a restart, too', async () => {
    await world.tanaka.says('山田花子', 'お待ちください');
    await world.tanaka.says('山田花子', '/ブロック');
    await world.restart();
    await world.tanaka.says('山田花子', 'はい');
    expect(blocks()).toBe(1);
    expect(heard()).not.toContain('はい');
    expect(heard().join()).not.toContain('ブロック');
  });

  test('キャンセル continues the talk, はい is for the LINE user then', async () => {
    await world.tanaka.says('山田花子', '/ブロック');
    await world.tanaka.says('山田花子', 'キャンセル');
    expect(lastIn()).toContain('そのまま続きます');
    await world.tanaka.says('山田花子', 'はい');
    expect(heard().at(-1)).toBe('はい');
    await world.tanaka.says('山田花子', '/閉じる');
    await world.tanaka.says('山田花子', 'では、また明日');
    await world.tanaka.says('山田花子', '終了します');
    expect(heard().slice(-2)).toEqual(['では、また明日', '終了します']);
    expect([blocks(), count('room.close')]).toEqual([0, 0]);
  });

  test('はい is for the LINE user who has written meanwhile; ブロックする is asked about', async () => {
    await world.tanaka.says('山田花子', '/ブロック');
    await hanako.says('明日でよろしいですか');
    await world.tanaka.says('山田花子', 'ブロックする');
    expect(lastIn()).toContain(ASK);
    expect(heard()).not.toContain('ブロックする');
    await hanako.says('もしもし');
    await world.tanaka.says('山田花子', 'はい');
    expect(heard().at(-1)).toBe('はい');
    expect(blocks()).toBe(0);
  });

  test('comes after ten minutes: はい is a message, the full command is asked about', async () => {
    await world.tanaka.says('山田花子', '/閉じる');
    await world.later(11 * MINUTE);
    await world.tanaka.says('山田花子', 'トークを終了する');
    expect(lastIn()).toContain('トークを終了しますか？');
    await world.later(11 * MINUTE);
    await world.tanaka.says('山田花子', 'はい');
    expect(heard().at(-1)).toBe('はい');
    expect(count('room.close')).toBe(0);
  });

  test('to /閉じる ends the talk; words to the bot in between do not', async () => {
    await world.tanaka.says('山田花子', '/ブロック');
    await world.tanaka.says('山田花子', '/ヘルプ');
    await world.tanaka.says('山田花子', 'はい');
    expect(heard().at(-1)).toBe('はい');
    await world.tanaka.says('山田花子', '/閉じる');
    await world.tanaka.says('山田花子', '終了する');
    expect(heard().at(-1)).toContain('田中 花がこのトークを終了しました');
    expect(blocks()).toBe(0);
  });
});

describe('the button', () => {
  beforeEach(() => begin());
  const bot = BRIDGE_BOT;
  const dataIn = (label: string) =>
    world.tanaka
      .room('山田花子')
      .messages.flatMap((bubble) => bubble.buttons)
      .findLast((each) => each.label === label)?.postback ?? '';

  test('of long ago asks again', async () => {
    await world.tanaka.says('山田花子', '/ブロック');
    await world.later(11 * MINUTE);
    await world.tanaka.taps('山田花子', 'ブロックする');
    expect(lastIn()).toContain(ASK);
    expect(blocks()).toBe(0);
    await world.tanaka.says('山田花子', '/閉じる');
    await world.later(11 * MINUTE);
    await world.tanaka.taps('山田花子', 'トークを終了する');
    expect(lastIn()).toContain('トークを終了しますか？');
    expect(count('room.close')).toBe(0);
  });

  test('pressed after the LINE user has left blocks all the same, once', async () => {
    await world.tanaka.says('山田花子', '/ブロック');
    const data = dataIn('ブロックする');
    const { channelId } = world.tanaka.room('山田花子');
    await hanako.ends();
    const press = { by: world.tanaka, data, channelId, as: 'message', bot } as const;
    await pressRaw(world, press);
    expect(lastDirect()).toContain('「山田花子」さんをブロックしました。トークはすでに終了');
    await pressRaw(world, press);
    expect(lastDirect()).toContain('すでにブロックしています');
    expect(blocks()).toBe(1);
    await hanako.says('トークID: tanaka');
    expect(heard().at(-1)).toContain('見つかりませんでした');
  });

  test('of an earlier talk neither blocks nor closes the next one', async () => {
    await saysDirect('ブロック');
    await tapsDirect('山田花子');
    await saysDirect('閉じる');
    await tapsDirect('山田花子');
    await hanako.ends();
    await hanako.says('トークID: tanaka');
    await tapsDirect('トークを終了する');
    expect(lastDirect()).toContain('すでに終了しています');
    await world.later(11 * MINUTE);
    await tapsDirect('ブロックする');
    expect(lastDirect()).toContain('すでに終了しています');
    expect([blocks(), count('room.close')]).toEqual([0, 1]);
  });

  test('of the version before asks first', async () => {
    const { channelId } = world.tanaka.room('山田花子');
    const data = 'kakehashi:closing:1';
    await pressRaw(world, { by: world.tanaka, data, channelId, as: 'message', bot });
    expect(lastIn()).toContain('トークを終了しますか？');
    expect(count('room.close')).toBe(0);
  });
});

test('in the 1:1 room はい may follow at any time within ten minutes', async () => {
  await begin();
  await saysDirect('ブロック');
  expect(lastDirect()).toContain('どなたをブロックしますか？');
  await tapsDirect('山田花子');
  expect(lastDirect()).toContain(ASK);
  await hanako.says('もしもし');
  await saysDirect('はい');
  expect(blocks()).toBe(1);
  await saysDirect('はい');
  expect(lastDirect()).toContain('だれにも送っていません');
});

test.each(['new-room', 'single-user'] as const)(
  '%s: いいえ does not bring back a talk that the LINE user has ended',
  async (mode) => {
    await begin(mode);
    await saysDirect('/閉じる');
    if (mode === 'new-room') await tapsDirect('山田花子');
    expect(lastDirect()).toContain('トークを終了しますか？');
    await hanako.ends();
    await saysDirect('いいえ');
    expect(lastDirect()).toContain('そのトークはすでに終了しています。');
    expect(count('command.cancel')).toBe(0);
  },
);

test('in direct mode はい is for a LINE user who has written meanwhile', async () => {
  await begin('single-user');
  await hanako.says('こんにちは');
  await saysDirect('/ブロック');
  expect(lastDirect()).toContain(ASK);
  await hanako.says('お時間ありますか');
  await saysDirect('はい');
  expect(heard().at(-1)).toBe('はい');
  await saysDirect('/ブロック');
  await saysDirect('ブロックする');
  expect(blocks()).toBe(1);
  expect(heard().join()).not.toContain('ブロック');
});
