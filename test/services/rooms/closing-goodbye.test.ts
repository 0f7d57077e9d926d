import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { OWN_ACCOUNT, OWN_OA } from '../../helpers/own-account.ts';
import { chatOf, type LineChat, textsOf } from '../../helpers/people.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('よろしく');
});
afterEach(() => world.stop());

const lastDirect = () => textsOf(world.tanaka.direct).at(-1) ?? '';

test.each([
  ['the LINE user', 'LINEユーザーがトークを終了しました', () => hanako.ends()],
  [
    'an administrator',
    '管理者がトークを終了しました',
    async () => {
      await world.suzuki.commands('room close 1');
      await world.suzuki.confirms();
    },
  ],
])(
  '%s ends a talk whose room the bot was thrown out of: the member hears of it',
  async (_, why, end) => {
    await world.tanaka.room('山田花子').removesBot();
    await world.settle();
    await end();
    expect(lastDirect()).toContain('「山田花子」さんとのトークは終了しました');
    expect(lastDirect()).toContain(why);
  },
);

test('a very long name may be asked about and picked', async () => {
  await world.lineUser('鈴木一朗').says('トークID: tanaka');
  await world.tanaka.direct.says(`/名前 ${'山'.repeat(1500)}`);
  await world.settle();
  await world.tanaka.direct.taps('山田花子');
  await world.settle();
  expect(lastDirect()).toContain('「山田花子」さんの名前を「山山');
});

test('the goodbye uses the member’s own name for the customer, the notice on LINE does not', async () => {
  await world.tanaka.says('山田花子', '/名前 要注意の人');
  await hanako.ends();
  const rooms = world.tanaka.user.rooms(BRIDGE_BOT);
  expect(rooms.flatMap(textsOf).join('\n')).toContain(
    '「要注意の人」さんがこのトークを終了しました',
  );
  expect(lastDirect()).toContain('「要注意の人」さんとのトークは終了しました');
  expect(hanako.received.map((bubble) => bubble.text).join('\n')).not.toContain('要注意');
  expect(world.suzuki.answers.join('\n')).not.toContain('要注意');
});

describe('the question before a talk is closed', () => {
  test('in the 1:1 room speaks of the talk room', async () => {
    await world.tanaka.direct.says('/閉じる');
    await world.settle();
    await world.tanaka.direct.taps('山田花子');
    await world.settle();
    expect(lastDirect()).toContain('「山田花子」さんとのトークを終了しますか');
    expect(lastDirect()).not.toContain('このトークルームから退室');
  });

  test('in direct mode does not say that the bot leaves', async () => {
    await world.stop();
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await world.tanaka.direct.says('/閉じる');
    await world.settle();
    expect(lastDirect()).toContain('「山田花子」さんとのトークを終了しますか');
    expect(lastDirect()).not.toContain('退室');
  });
});

test('a block of one of two namesakes is taken back by a button', async () => {
  await world.tanaka.says('山田花子', '/名前 同じ名前');
  await world.tanaka.blocks('山田花子');
  const ichiro = world.lineUser('鈴木一朗');
  await ichiro.says('トークID: tanaka');
  await world.tanaka.says('鈴木一朗', '/名前 同じ名前');
  await world.tanaka.blocks('鈴木一朗');
  await world.tanaka.direct.says('/ブロック解除 同じ名前');
  await world.settle();
  expect(lastDirect()).toContain('どなたのブロックを解除しますか');
  await world.tanaka.direct.says('/ブロック解除 鈴木一朗');
  await world.settle();
  expect(lastDirect()).toContain('ブロックを解除しました');
  await ichiro.says('トークID: tanaka');
  expect(ichiro.lastReceived?.text).toContain('田中 花です');
});

test('on an account of the member’s own the LINE user need only write to talk again', async () => {
  await world.stop();
  world = await startWorld(OWN_ACCOUNT);
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka');
  hanako = chatOf(world.lineUser('山田花子').user, world.settle, OWN_OA);
  await hanako.follows();
  await hanako.ends();
  expect(hanako.lastReceived?.text).toContain(
    'もう一度話すときは、このトークにメッセージを送ってください',
  );
  await hanako.says('もう一度');
  expect(hanako.lastReceived?.text).toContain('田中 花です');
});
