import { afterEach, expect, test } from 'vitest';
import { ADMIN_BOT, BRIDGE_BOT } from '../helpers/company.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import { fromBot, type MemberDesk } from '../helpers/people.ts';
import { pressRaw } from '../helpers/raw-presses.ts';
import { startWorld, type World } from '../helpers/world.ts';

/** Whoever starts the 1:1 room of a bot (「トークを開始」) is greeted, by role. */

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
  expect(member.text).toContain('みどり商店のLINE連携ボットです');
  expect(member.text).toContain('いま無効です');
  expect(member.text).toContain('利用メンバーではありません');
  expect(member.labels).toEqual(['ヘルプを見る']);
  const stranger = await begins(tanaka, ADMIN_BOT);
  expect(stranger.text).toContain('LINE連携を管理するボットです');
  expect(stranger.text).toContain('あなたには管理の権限がありません');
  expect(stranger.labels).toEqual(['コマンドを見る']);
  const admin = await begins(suzuki, ADMIN_BOT);
  expect(admin.text).toContain('あなたの権限: 連携管理者 / 監査者');
  expect(admin.labels).toEqual(['状態を見る', 'LINE連携を有効にする', 'コマンドを見る']);
  await suzuki.presses('LINE連携を有効にする');
  expect(suzuki.lastAnswer).toContain('LINE連携を有効にしました');
  await suzuki.commands('member add tanaka');

  const linked = await begins(tanaka, BRIDGE_BOT);
  expect(linked.text).toContain('LINE連携は有効です');
  expect(linked.text).toContain('あなたのトークID: tanaka');
  expect(linked.labels).toEqual(['招待リンクを見る', '相手の一覧を見る', 'ヘルプを見る']);
  await tanaka.direct.taps('招待リンクを見る');
  await world.settle();
  expect(saidBy(tanaka, BRIDGE_BOT).at(-2)?.text).toContain('あなたのトークID: tanaka\n招待リンク');
  await tanaka.direct.taps('ヘルプを見る');
  await world.settle();
  expect(saidBy(tanaka, BRIDGE_BOT).at(-1)?.text).toContain('/ブロック解除');
  const again = await begins(suzuki, ADMIN_BOT);
  expect(again.text).toContain('利用メンバー（利用可能） 1人、開いているトークルーム 0件');
  expect(again.labels).toEqual(['状態を見る', '利用メンバーを見る', 'コマンドを見る']);
  await suzuki.presses('状態を見る');
  expect(suzuki.lastAnswer).toContain('【状態】');
});

test('in the language of whoever starts it', async () => {
  world = await startWorld();
  await world.suzuki.commands('lang en');
  const greeting = await begins(world.suzuki, ADMIN_BOT);
  expect(greeting.text).toContain('This bot manages the LINE link of みどり商店');
  expect(greeting.labels).toContain('Turn the link on');
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
  expect(greeting.labels).toEqual([
    'ヘルプを見る',
    '状態を見る',
    'LINE連携を有効にする',
    'コマンドを見る',
  ]);
  await world.suzuki.direct.taps('状態を見る');
  await world.settle();
  expect(saidBy(world.suzuki, BRIDGE_BOT).at(-1)?.text).toContain('【状態】');
});

test('not where the bot has written first, nor where an answer greets', async () => {
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
