import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandNamedIn } from '../../bot/reading/parse.ts';
import { commandTable } from '../../bot/table.ts';
import { ADMIN_BOT, ADMIN_SECRET, BRIDGE_BOT, BRIDGE_SECRET } from '../helpers/company.ts';
import type { MemberDesk } from '../helpers/people.ts';
import { auditOf, inboxOf, originOf, postWorks, worksTextEvent } from '../helpers/webhooks.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const GROUP = 'c0ffee00-0000-4000-8000-000000000001';
const secretOf = (bot: string) => (bot === ADMIN_BOT ? ADMIN_SECRET : BRIDGE_SECRET);

/** Writes in a group that a bot has been taken into. */
async function saysInGroup(desk: MemberDesk, text: string, bot = ADMIN_BOT, lateMs = 0) {
  const { userId } = desk.user;
  const at = world.clock.now() - lateMs;
  const body = JSON.stringify(worksTextEvent({ userId, channelId: GROUP, text, at }));
  await postWorks(originOf(world), body, { botId: bot, secret: secretOf(bot) });
  await world.settle();
}
const sentTo = (channelId: string) =>
  world.works.calls.filter((call) => call.path.includes(`/channels/${channelId}/messages`)).length;

describe('the admin bot in a group', () => {
  beforeEach(async () => {
    world = await startWorld();
  });

  test('does not answer people who talk among themselves', async () => {
    const calls = world.works.calls.length;
    for (const text of [
      'おはようございます',
      'メンバーを追加しました',
      '連携の件ですが',
      'はい',
      '無効にする',
      'status?',
      '「状態」を確認してください',
      '/',
      '',
      '"',
    ]) {
      await saysInGroup(world.tanaka, text);
    }
    await world.tanaka.user.directRoom(ADMIN_BOT).sendsSticker('1', '2');
    await saysInGroup(world.tanaka, '遅れて届いた発言', ADMIN_BOT, 3_600_000);
    await saysInGroup(world.tanaka, '遅れて届いた発言', BRIDGE_BOT, 3_600_000);
    const told = world.works.calls.slice(calls).filter((call) => call.api === 'user-message');
    // Only the sticker in the 1:1 room has an answer.
    expect(told.map((call) => JSON.stringify(call.body).slice(0, 200))).toEqual([
      expect.stringContaining('使えるコマンド'),
    ]);
    expect(sentTo(GROUP)).toBe(0);
  });

  test('keeps no text of theirs', async () => {
    await saysInGroup(world.tanaka, '内輪の話です');
    expect(inboxOf(world).at(-1)?.body).toBeNull();
    await saysInGroup(world.tanaka, '内輪の話です、つづき', BRIDGE_BOT);
    expect(inboxOf(world).at(-1)?.body).toBeNull();
    expect(JSON.stringify(auditOf(world))).not.toContain('内輪');
  });

  test('answers a command once, in the 1:1 room, and does not run it', async () => {
    const refusal = 'コマンドは、ボットとの1:1のトークルームでだけ使えます。';
    for (const text of [
      ...['状態', '／連携　有効', 'ｌｉｎｋ ＯＮ', 'member add 田中', 'member add "田中'],
      'ヘルプ 連携',
    ]) {
      const before = world.suzuki.answers.length;
      await saysInGroup(world.suzuki, text);
      expect([text, ...world.suzuki.answers.slice(before)]).toEqual([text, refusal]);
      expect(auditOf(world).at(-1)).toMatchObject({ action: 'command.refuse', reason: 'place' });
    }
    expect(sentTo(GROUP)).toBe(0);
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).toContain('LINE連携: 無効');
  });
});

test('without an admin bot the bridge bot keeps silent in a group, too', async () => {
  world = await startWorld({
    environment: { WORKS_ADMIN_BOT_ID: undefined, WORKS_ADMIN_BOT_SECRET: undefined },
  });
  const direct = () => world.suzuki.direct.messages.map((bubble) => bubble.text);
  for (const text of ['状態', 'おはよう', '/一覧', '/よろしく', '連携 有効']) {
    await saysInGroup(world.suzuki, text, BRIDGE_BOT);
  }
  expect(direct()).toEqual([]);
  await saysInGroup(world.suzuki, '/連携 有効', BRIDGE_BOT);
  expect(direct()).toEqual(['コマンドは、ボットとの1:1のトークルームでだけ使えます。']);
});

test.each([
  ['status', 'status'],
  ['状態を教えて', null],
  ['連携 有効 にして', 'link on'],
  ['member search "x', 'member search'],
  ['こんにちは 状態', null],
  ['', null],
])('%j begins with the command %j', (text, name) => {
  const table = commandTable({ worksFault: null });
  expect(commandNamedIn(table, text)?.name ?? null).toBe(name);
});
