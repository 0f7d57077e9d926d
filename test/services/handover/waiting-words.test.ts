import { afterEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { minutesPass } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { OWN_ACCOUNT, OWN_OA } from '../../helpers/own-account.ts';
import { chatOf, type LineChat, textsOf } from '../../helpers/people.ts';
import { startWorld, type World } from '../../helpers/world.ts';

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
  await hanako.says('はじめまして');
};
const heard = () => hanako.received.map((bubble) => bubble.text);
const JPEG = new Uint8Array(3000).fill(7);
JPEG.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);

describe('a picture that LINE is still preparing', () => {
  const sendsPicture = async () => {
    world.line.faults.failNext({ api: 'content', times: 2, status: 202, body: '' });
    const content = { bytes: JPEG, contentType: 'image/jpeg' };
    await hanako.user.sendsContent('image', content, { oa: OA });
    await world.settle();
  };
  const pictures = (desk: World['sato']) =>
    desk.room('山田花子').messages.filter((bubble) => 'fileId' in bubble.content).length;

  test('goes to the new member, with what was written after it', async () => {
    await boot();
    await sendsPicture();
    await hanako.says('写真のとおりです');
    expect(pictures(world.tanaka)).toBe(0);
    await handOver();
    expect(world.suzuki.lastAnswer).toContain('メッセージ 2件は佐藤 健さんに届けます');
    await minutesPass(world, 5);
    expect(pictures(world.tanaka)).toBe(0);
    expect(pictures(world.sato)).toBe(1);
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('写真のとおりです');
  });

  test('is not delivered when the talk is closed meanwhile, and counts as lost', async () => {
    await boot();
    await sendsPicture();
    const room = world.tanaka.room('山田花子');
    await world.suzuki.commands('room close 1');
    await world.suzuki.confirms();
    expect(world.suzuki.lastAnswer).toContain('1件は届きませんでした');
    await world.later(600_000);
    expect(room.messages.filter((bubble) => 'fileId' in bubble.content)).toEqual([]);
    expect(room.botPresent).toBe(false);
  });
});

test('a message unsent while it waits for the new member is not delivered', async () => {
  await boot();
  await world.later(120_000);
  const wait = { api: 'channel-message', status: 429, headers: { 'retry-after': '60' } };
  world.works.faults.failNext(wait);
  await hanako.says('一つ目');
  const id = await hanako.says('まちがえました');
  world.works.faults.failNext(wait);
  await handOver();
  await hanako.user.unsends(id, { oa: OA });
  await world.settle();
  await minutesPass(world, 5);
  // When calls run short, successive texts may share one.
  const texts = textsOf(world.sato.room('山田花子')).join('\n').split('\n');
  expect(texts.join('\n')).not.toContain('まちがえました');
  expect(texts).toContain('一つ目');
  expect(texts.at(-1)).toContain('取り消しました');
});

describe('in direct mode', () => {
  const direct = { works: { roomBehaviour: 'single-user' } } as const;

  test('the old member’s held messages are for the remaining customers only', async () => {
    await boot(direct);
    const ichiro = world.lineUser('鈴木一朗');
    await ichiro.says('トークID: tanaka');
    await ichiro.says('納期は');
    await world.tanaka.direct.says('どちらへの返事でしょう');
    await world.settle();
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('どなたへのメッセージですか');
    await world.suzuki.commands('member info tanaka');
    await world.suzuki.commands('room close 1');
    await world.suzuki.confirms();
    await world.tanaka.direct.says('山田花子');
    await world.settle();
    expect(heard()).not.toContain('どちらへの返事でしょう');
    expect(ichiro.received.map((bubble) => bubble.text)).not.toContain('山田花子');
    await world.tanaka.direct.taps('鈴木一朗');
    await world.settle();
    expect(ichiro.received.map((bubble) => bubble.text)).toContain('どちらへの返事でしょう');
  });

  test('all are handed over: the old member’s unaddressed messages are told as lost', async () => {
    await boot(direct);
    const ichiro = world.lineUser('鈴木一朗');
    await ichiro.says('トークID: tanaka');
    await ichiro.says('納期は');
    await world.tanaka.direct.says('どちらへの返事でしょう');
    await world.settle();
    await handOver();
    expect(textsOf(world.tanaka.direct).join('\n')).toContain(
      'お預かりしていたメッセージ1件は送っていません',
    );
    await world.tanaka.direct.says('もう一言');
    await world.settle();
    expect([...heard(), ...ichiro.received.map((bubble) => bubble.text)].join()).not.toMatch(
      /どちらへの返事|もう一言/,
    );
    const texts = textsOf(world.sato.direct).join('\n');
    expect(texts).toContain('▸山田花子');
    expect(texts).toContain('▸鈴木一朗');
  });

  test('removed: the member hears once that all talks have ended', async () => {
    await boot(direct);
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    const last = textsOf(world.tanaka.direct).slice(-1).join();
    expect(last).toContain('利用メンバーリストから削除されました');
  });
});

test('each reads in their own language', async () => {
  await boot();
  await world.sato.commands('lang en');
  const john = world.lineUser('John', 'en');
  await john.says('Talk ID: tanaka');
  await john.says('Hello');
  await handOver();
  const texts = textsOf(world.sato.room('John'));
  expect(texts[0]).toContain('/help');
  expect(texts[1]).toContain('A talk taken over from');
  expect(john.lastReceived?.text).toContain('has taken over from');
  expect(hanako.lastReceived?.text).toContain('変わりました');
  expect(textsOf(world.tanaka.room('John')).at(-1)).toContain('引き継がれました');
  await world.suzuki.commands('member remove sato');
  await world.suzuki.confirms();
  expect(john.lastReceived?.senderName).toBe('Withdrawn user');
  expect(hanako.lastReceived?.senderName).toBe('退会したユーザー');
});

describe('an account of the old member’s own', () => {
  test('passes its messages to the new member, also after the old one is removed', async () => {
    world = await startWorld(OWN_ACCOUNT);
    await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka sato');
    const shared = world.lineUser('山田花子');
    hanako = chatOf(shared.user, world.settle, OWN_OA);
    await hanako.follows();
    await hanako.says('専用の方です');
    await shared.says('トークID: tanaka');
    await shared.says('共用の方です');
    await handOver();
    expect(world.suzuki.lastAnswer).toContain('トークルーム 2件');
    for (const chat of [hanako, shared]) {
      expect(chat.lastReceived?.text).toContain('佐藤 健に変わりました');
    }
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await hanako.says('専用からもう一度');
    await shared.says('共用からもう一度');
    const rooms = world.sato.user.rooms(BRIDGE_BOT);
    expect(rooms.map((room) => textsOf(room).at(-1)).sort()).toEqual([
      '共用からもう一度',
      '専用からもう一度',
    ]);
    const each = rooms.find((room) => textsOf(room).includes('専用からもう一度'));
    await each?.says('佐藤から専用へ');
    await world.settle();
    expect(hanako.lastReceived?.text).toBe('佐藤から専用へ');
    expect(shared.received.map((bubble) => bubble.text)).not.toContain('佐藤から専用へ');
  });
});
