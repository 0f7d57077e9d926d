import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { until } from '../../helpers/until.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const handOver = async (words = 'tanaka sato') => {
  await world.suzuki.commands(`member handover ${words}`);
  await world.suzuki.confirms();
};
const boot = async (options: Parameters<typeof startLinkedWorld>[0] = {}) => {
  world = await startLinkedWorld(options);
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
};

describe('the transcript', () => {
  beforeEach(() => boot());

  test('does not repeat words that were unsent while it waited for another try', async () => {
    const id = await hanako.says('口座番号は1234です');
    world.works.faults.failNext({
      api: 'channel-message',
      status: 429,
      headers: { 'ratelimit-reset': '30', 'retry-after': '30' },
      match: (call) => JSON.stringify(call).includes('口座番号'),
    });
    await handOver();
    expect(textsOf(world.sato.room('山田花子')).join('\n')).not.toContain('口座番号');
    await hanako.user.unsends(id, { oa: OA });
    await world.settle();
    await world.later(600_000);
    const texts = textsOf(world.sato.room('山田花子')).join('\n');
    expect(texts).toContain('（取り消されました）');
    expect(texts).not.toContain('口座番号');
  });

  test('to a member the bot cannot reach: the administrators learn of it', async () => {
    await hanako.says('よろしく');
    world.works
      .bot(BRIDGE_BOT)
      .limitToMembers([world.suzuki.user.userId, world.tanaka.user.userId]);
    await handOver();
    await world.later(600_000);
    expect(world.suzuki.answers.join('\n')).toContain('佐藤 健さん（ボットから送れません');
  });

  test('of a customer who has blocked the account says so', async () => {
    await hanako.follows();
    await hanako.says('よろしく');
    await hanako.blocks();
    await handOver();
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toContain('ブロックし');
    await hanako.unblocks();
    await hanako.says('戻りました');
    expect(hanako.received.map((bubble) => bubble.text).join()).toContain('佐藤 健に変わりました');
  });
});

test('to a member who is away: the question says so', async () => {
  await boot();
  world.sato.user.update({ leaveOfAbsence: true });
  await world.later(300_000);
  await world.suzuki.commands('member handover tanaka sato');
  expect(world.suzuki.lastAnswer).toContain(
    '佐藤 健さんは、いまLINEユーザーに返事ができません（休職中）',
  );
});

test('in direct mode: the name heads it, no contact is announced, the next message is asked', async () => {
  await boot({ works: { roomBehaviour: 'single-user' } });
  await hanako.says('見積もりをください');
  const ichiro = world.lineUser('鈴木一朗');
  await ichiro.says('トークID: sato');
  await ichiro.says('納期は');
  await world.sato.direct.says('明日です');
  await world.settle();
  await handOver();
  const texts = textsOf(world.sato.direct);
  expect(texts.join('\n')).toContain('山田花子: 見積もりをください');
  expect(
    texts.filter((text) => text.includes('山田花子') && text.includes('追加しました')),
  ).toEqual([]);
  await world.sato.direct.says('どちら宛てでしょう');
  await world.settle();
  expect(textsOf(world.sato.direct).at(-1)).toContain('どなたへのメッセージですか');
  await world.sato.direct.taps('山田花子');
  await world.settle();
  expect(hanako.lastReceived?.text).toBe('どちら宛てでしょう');
  expect(ichiro.received.map((bubble) => bubble.text)).not.toContain('どちら宛てでしょう');
});

describe('rooms that closed recently', () => {
  beforeEach(() => boot());

  test('handed over before the bot has said goodbye: the bot still leaves', async () => {
    await hanako.says('よろしく');
    const room = world.tanaka.room('山田花子');
    world.works.faults.failNext({
      api: 'channel-message',
      status: 429,
      headers: { 'retry-after': '60' },
    });
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    expect(room.botPresent).toBe(true);
    await handOver();
    await world.later(600_000);
    expect(room.botPresent).toBe(false);
    expect(textsOf(room).join('\n')).toContain('このトークは終了しました');
  });

  test('the customer is told of a handover once', async () => {
    await world.later(120_000);
    world.line.account(OA).setQuota(0);
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await handOver();
    await hanako.says('いますか');
    await hanako.says('もしもし');
    await hanako.says('お願いします');
    const told = hanako.received.filter((bubble) => bubble.text.includes('佐藤 健に変わりました'));
    expect(told).toHaveLength(1);
    expect(hanako.received.map((bubble) => bubble.text).join()).not.toContain(
      '田中 花とのトークは終了しました',
    );
  });
});

test('a handover told after an untold closing is told once', async () => {
  await boot();
  await world.later(120_000);
  await world.suzuki.commands('member remove tanaka');
  world.line.faults.failNext({ api: 'push', status: 400 });
  const way = world.line.faults.hold(({ api }) => api === 'push');
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await until('the notice is under way', () => way.waiting > 0);
  await world.suzuki.adminRoom.says('member handover tanaka sato');
  const isAsked = () =>
    world.suzuki.adminRoom.messages.at(-1)?.text.includes('引き継ぎますか') === true;
  await until('it is asked', isAsked);
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await world.heard();
  way.release();
  await world.settle();
  await world.later(120_000);
  await hanako.says('こんにちは');
  const told = hanako.received.filter((bubble) => bubble.text.includes('佐藤 健に変わりました'));
  expect(told).toHaveLength(1);
});

describe('A → B → A', () => {
  beforeEach(() => boot());

  test('old rooms, quotes and the transcript follow the whole way', async () => {
    await hanako.says('一');
    await world.tanaka.says('山田花子', '田中の返事');
    const quoted = hanako.received.find((bubble) => bubble.text === '田中の返事')?.id ?? '';
    await handOver();
    await hanako.says('二');
    await world.sato.says('山田花子', '佐藤の返事');
    await handOver('sato tanaka');
    const rooms = world.tanaka.user.rooms(BRIDGE_BOT).filter((room) => room.botPresent);
    expect(rooms).toHaveLength(1);
    const texts = rooms.flatMap(textsOf);
    const transcript = texts.find((text) => text.includes('引き継いだトークです')) ?? '';
    for (const line of [
      '山田花子: 一',
      '田中 花: 田中の返事',
      '山田花子: 二',
      '佐藤 健: 佐藤の返事',
    ]) {
      expect(transcript).toContain(line);
    }
    await hanako.says('三', { quote: quoted });
    expect(rooms.map((room) => textsOf(room).at(-1))).toEqual(['> 田中の返事\n三']);
  });
});
