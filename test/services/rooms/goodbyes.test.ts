import { afterEach, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

test('however a talk ends, its room says that messages there are no longer delivered', async () => {
  world = await startLinkedWorld();
  const { suzuki, tanaka, sato } = world;
  const confirms = async (command: string) => {
    await suzuki.commands(command);
    await suzuki.confirms();
  };
  const ends = {
    お客様: (name: string) => world.lineUser(name).ends(),
    管理者: () => confirms('room close 2'),
    閉じる: async (name: string) => {
      await tanaka.says(name, '/閉じる');
      await tanaka.taps(name, 'トークを終了する');
    },
    ブロック: (name: string) => tanaka.blocks(name),
    引き継ぎ: () => confirms('member handover tanaka sato'),
    削除: () => confirms('member remove sato'),
    無効: () => confirms('link off'),
  };
  const owner = (name: string) => (name === '削除' ? 'sato' : 'tanaka');
  const names = Object.keys(ends);
  for (const name of names.slice(0, -1)) {
    await world.lineUser(name).says(`トークID: ${owner(name)}`);
    await world.lineUser(name).says('よろしく');
  }
  const roomOf = (name: string) => {
    const desk = owner(name) === 'sato' ? sato : tanaka;
    return desk.user.rooms(BRIDGE_BOT).find(({ title }) => title === name);
  };
  for (const [name, end] of Object.entries(ends)) {
    if (name === '無効') {
      await world.lineUser(name).says('トークID: tanaka');
      await world.lineUser(name).says('よろしく');
    }
    await end(name);
    const room = roomOf(name);
    expect(room?.botPresent, name).toBe(false);
    expect((room && textsOf(room).at(-1)) ?? '', name).toMatch(
      /^［お知らせ］.*これ以降ここに書いた内容は、LINEユーザーに届きません。ボットは退室します。/,
    );
  }
  expect(textsOf(roomOf('ブロック') ?? tanaka.direct).at(-1)).toContain(
    '「/ブロック解除 ブロック」',
  );
});
