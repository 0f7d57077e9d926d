import { afterEach, expect, test } from 'vitest';
import { ADMIN_BOT, BRIDGE_BOT } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { fromBot, type MemberDesk } from '../../helpers/people.ts';
import { pressRaw } from '../../helpers/raw-presses.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** A person who starts the 1:1 room of a bot (「トークを開始」) is greeted, by role. */

let world: World;
afterEach(() => world.stop());

const roomOf = (desk: MemberDesk, bot: string) =>
  bot === ADMIN_BOT ? desk.adminRoom : desk.direct;
const saidBy = (desk: MemberDesk, bot: string) => fromBot(roomOf(desk, bot).messages);

/** Posts `begin`, as for a room that was left and is started again, and waits a moment. */
async function begins(desk: MemberDesk, bot: string) {
  const before = saidBy(desk, bot).length;
  await world.works.bot(bot).sendRaw({
    type: 'begin',
    source: {
      userId: desk.user.userId,
      channelId: roomOf(desk, bot).channelId,
      domainId: world.works.domainId,
    },
    issuedTime: new Date(world.clock.now()).toISOString(),
  });
  await world.settle();
  await world.later(1000);
  const said = saidBy(desk, bot).slice(before);
  expect(said).toHaveLength(1);
  const [greeting] = said;
  return {
    text: greeting?.text ?? '',
    labels: greeting?.buttons.map((button) => button.label) ?? [],
  };
}

test('by role, and by how the link stands', async () => {
  world = await startWorld();
  const { suzuki, tanaka } = world;
  const member = await begins(tanaka, BRIDGE_BOT);
  expect(member.text).toContain('こんにちは、みどり商店のLINE連携ボットです');
  expect(member.text).toContain('いま無効です');
  expect(member.text).toContain('利用メンバーではありません');
  expect(member.text).toContain('管理者が利用メンバーに追加する必要があります');
  expect(member.labels).toEqual(['ヘルプ']);
  const stranger = await begins(tanaka, ADMIN_BOT);
  expect(stranger.text).toContain('こんにちは、みどり商店のLINE連携 管理ボットです');
  expect(stranger.text).toContain('あなたには管理の権限がありません');
  expect(stranger.text).not.toContain('連携 有効');
  expect(stranger.labels).toEqual(['ヘルプ']);
  const admin = await begins(suzuki, ADMIN_BOT);
  expect(admin.text).toContain('あなたの権限: 連携管理者 / 監査者');
  expect(admin.text).toContain('LINE連携はいま無効です。まず「連携 有効」を送ってください。');
  expect(admin.labels).toEqual(['連携 有効', 'メンバー 追加', 'ヘルプ']);
  await suzuki.presses('連携 有効');
  expect(suzuki.lastAnswer).toContain('LINE連携を有効にしました');
  await suzuki.presses('メンバー 追加');
  expect(suzuki.lastAnswer).toContain('例: メンバー 追加');
  await suzuki.commands('member add tanaka');

  const linked = await begins(tanaka, BRIDGE_BOT);
  expect(linked.text).toContain('LINE連携は有効です');
  expect(linked.text).toContain('あなたのトークID: tanaka');
  expect(linked.labels).toEqual(['招待リンク', '一覧', 'ヘルプ']);
  await tanaka.direct.taps('招待リンク');
  await world.settle();
  expect(saidBy(tanaka, BRIDGE_BOT).at(-2)?.text).toContain('あなたのトークID: tanaka\n招待リンク');
  await tanaka.direct.taps('ヘルプ');
  await world.settle();
  expect(saidBy(tanaka, BRIDGE_BOT).at(-1)?.text).toContain('/ブロック解除');
  const again = await begins(suzuki, ADMIN_BOT);
  expect(again.text).toContain('利用メンバー（利用可能） 1人、開いているトークルーム 0件');
  expect(again.labels).toEqual(['状態', 'メンバー 追加', 'メンバー 一覧', 'ヘルプ']);
  await suzuki.presses('状態');
  expect(suzuki.lastAnswer).toContain('【状態】');
});

test('in the language of the person who starts it', async () => {
  world = await startWorld();
  await world.suzuki.commands('lang en');
  const greeting = await begins(world.suzuki, ADMIN_BOT);
  expect(greeting.text).toContain('This bot manages the LINE link of みどり商店');
  expect(greeting.text).toContain('Send "link on" first');
  expect(greeting.labels).toEqual(['link on', 'member add', 'help']);
});

test('in direct mode it says where to write', async () => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  await world.lineUser('山田花子').says('トークID: tanaka');
  const greeting = await begins(world.tanaka, BRIDGE_BOT);
  expect(greeting.text).toContain('名前を付けてここに届きます');
  expect(greeting.text).toContain('「/ヘルプ」');
});

test('without an admin bot an administrator finds both in one', async () => {
  world = await startWorld({
    environment: { WORKS_ADMIN_BOT_ID: undefined, WORKS_ADMIN_BOT_SECRET: undefined },
  });
  const greeting = await begins(world.suzuki, BRIDGE_BOT);
  expect(greeting.text).toContain('「/」で始めて送れます');
  expect(greeting.labels).toEqual(['ヘルプ', '連携 有効', 'メンバー 追加', 'コマンド 一覧']);
  for (const [label, said] of [
    ['コマンド 一覧', '連携設定'],
    ['連携 有効', '有効にしました'],
  ] as const) {
    await world.suzuki.direct.taps(label);
    await world.settle();
    expect(saidBy(world.suzuki, BRIDGE_BOT).at(-1)?.text).toContain(said);
  }
});

test('not if the bot has written first, nor if an answer greets', async () => {
  world = await startLinkedWorld();
  await world.later(5000);
  const saidToTanaka = saidBy(world.tanaka, BRIDGE_BOT).map((bubble) => bubble.text);
  expect(saidToTanaka).toEqual([expect.stringContaining('トークID: tanaka'), '[image]']);
  await world.sato.commands('ヘルプ');
  await world.later(5000);
  expect(world.sato.answers).toEqual([expect.stringContaining('使えるコマンド')]);
  world.works.addMember({ email: 'ito@midori', lastName: '伊藤' });
  const ito = world.member('ito@midori');
  await ito.direct.says('こんにちは');
  await world.settle();
  await world.later(5000);
  expect(saidBy(ito, BRIDGE_BOT).map((bubble) => bubble.text)).toEqual([
    expect.stringContaining('利用メンバーではありません'),
  ]);
});

test('outlives a restart, and the start button asks for the same one', async () => {
  world = await startWorld();
  const ito = world.member('sato@midori');
  await ito.direct.begins();
  await pressRaw(world, {
    ...{ by: ito, data: 'start', channelId: null, as: 'message', text: '利用開始' },
    bot: BRIDGE_BOT,
  });
  await world.restart();
  await world.later(1000);
  expect(saidBy(ito, BRIDGE_BOT)).toHaveLength(1);
});
