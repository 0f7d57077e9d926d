import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

/** Longer than a reply token lives: the member's next message is a push. */
const afterTheReplyToken = () => world.later(120_000);
const texts = () => hanako.received.map((bubble) => bubble.text);
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const callsOf = (api: string) => world.line.calls.filter((call) => call.api === api);

describe('towards LINE', () => {
  test('an answer within the minute is a free reply, later ones are pushes', async () => {
    await hanako.says('こんにちは');
    await world.tanaka.says('山田花子', 'すぐの返事');
    expect(hanako.lastReceived?.via).toBe('reply');
    await afterTheReplyToken();
    await world.tanaka.says('山田花子', 'あとの返事');
    expect(hanako.lastReceived?.via).toBe('push');
  });

  test('a push whose answer was lost is repeated with its key and shown once', async () => {
    await afterTheReplyToken();
    world.line.faults.failNext({ api: 'push', times: 1, mode: 'after', status: 500 });
    await world.tanaka.says('山田花子', '一度だけ');
    await world.later(2000);
    expect(texts().filter((text) => text === '一度だけ')).toHaveLength(1);
    const keys = callsOf('push').map((call) => call.retryKey);
    expect(keys.slice(-2)[0]).toBe(keys.slice(-2)[1]);
    expect(callsOf('push').at(-1)?.status).toBe(409);
    expect(roomTexts().at(-1)).toBe('一度だけ');
  });

  test('a reply whose answer was lost is settled by its token: it had arrived', async () => {
    await hanako.says('こんにちは');
    world.line.faults.failNext({ api: 'reply', times: 1, mode: 'after', action: 'cut' });
    await world.tanaka.says('山田花子', 'お待たせしました');
    await world.later(2000);
    expect(texts().filter((text) => text === 'お待たせしました')).toHaveLength(1);
    expect(roomTexts().at(-1)).toBe('お待たせしました');
  });

  test('a reply token that died meanwhile means a push', async () => {
    await hanako.says('こんにちは');
    world.line.faults.failNext({
      api: 'reply',
      times: 1,
      status: 400,
      body: { message: 'Invalid reply token' },
    });
    await world.tanaka.says('山田花子', 'プッシュで届く');
    expect(hanako.lastReceived?.text).toBe('プッシュで届く');
    expect(hanako.lastReceived?.via).toBe('push');
  });

  test('a rate limit waits, and costs no attempt', async () => {
    await afterTheReplyToken();
    world.line.faults.failNext({
      api: 'push',
      times: 1,
      status: 429,
      headers: { 'retry-after': '30' },
      body: { message: 'The API rate limit has been exceeded. Try again later.' },
    });
    await world.tanaka.says('山田花子', '急ぎません');
    expect(texts()).not.toContain('急ぎません');
    await world.later(31_000);
    expect(hanako.lastReceived?.text).toBe('急ぎません');
  });

  test('a rate limit that names no time goes by the schedule, and the reply stays free', async () => {
    await hanako.says('急ぎです');
    world.line.faults.failNext({ api: 'reply', times: 2, status: 429 });
    await world.tanaka.says('山田花子', 'すぐ参ります');
    await world.later(1300);
    await world.later(6100);
    expect(hanako.lastReceived?.text).toBe('すぐ参ります');
    expect(hanako.lastReceived?.via).toBe('reply');
  });

  test('after the first refused reply token comes the push, whatever tokens are kept', async () => {
    for (const text of ['一', '二', '三']) await hanako.says(text);
    const before = callsOf('reply').length;
    const dead = { status: 400, body: { message: 'Invalid reply token' } };
    world.line.faults.failNext({ api: 'reply', times: 9, ...dead });
    await world.tanaka.says('山田花子', '届きますか');
    expect(hanako.lastReceived?.via).toBe('push');
    await world.tanaka.says('山田花子', 'もう一度');
    expect(callsOf('reply').length - before).toBe(1);
    world.line.faults.clear();
    await hanako.says('四');
    await world.tanaka.says('山田花子', '新しいトークンで');
    expect(hanako.lastReceived?.via).toBe('reply');
  });

  test('the order of a room holds while its head waits', async () => {
    await afterTheReplyToken();
    world.line.faults.failNext({ api: 'push', times: 1, status: 500 });
    await world.tanaka.says('山田花子', '一');
    await world.tanaka.says('山田花子', '二');
    await world.tanaka.says('山田花子', '三');
    await world.later(2000);
    expect(texts().slice(-3)).toEqual(['一', '二', '三']);
  });

  test('after the last step of the schedule the member is told that it may not have arrived', async () => {
    await afterTheReplyToken();
    world.line.faults.failNext({ api: 'push', times: 50, status: 500 });
    await world.tanaka.says('山田花子', '届かない言葉');
    for (const pause of [1, 5, 30, 120, 600, 1800]) await world.later(pause * 1300);
    expect(texts()).not.toContain('届かない言葉');
    expect(roomTexts().at(-1)).toContain('届いていない可能性があります');
  });

  test('a used-up quota stops pushes after one refusal; replies go on; both sides are told', async () => {
    await afterTheReplyToken();
    world.line.account(OA).setQuota(0);
    await world.tanaka.says('山田花子', '一通目');
    await world.tanaka.says('山田花子', '二通目');
    expect(callsOf('push').filter((call) => call.status === 429)).toHaveLength(1);
    expect(roomTexts().filter((text) => text.includes('メッセージ通数の上限'))).toHaveLength(2);
    expect(world.suzuki.lastAnswer).toContain('今月のメッセージ通数が上限');
    await hanako.says('どうなりましたか');
    await world.tanaka.says('山田花子', '無料で届きます');
    expect(hanako.lastReceived?.text).toBe('無料で届きます');
  });

  test('a LINE user who has blocked: the member is told, each time, and no call is made', async () => {
    await hanako.blocks();
    expect(roomTexts().at(-1)).toContain('ブロックしました');
    const pushes = callsOf('push').length;
    await world.tanaka.says('山田花子', '見えますか');
    expect(roomTexts().at(-1)).toContain('ブロックされているため');
    expect(callsOf('push').length).toBe(pushes);
    await hanako.unblocks();
    await world.tanaka.says('山田花子', 'おかえりなさい');
    expect(hanako.lastReceived?.text).toBe('おかえりなさい');
  });
});

describe('towards LINE WORKS', () => {
  test('a 503 is repeated within two seconds, in order', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 1, status: 503 });
    await hanako.says('一');
    await hanako.says('二');
    expect(roomTexts()).not.toContain('一');
    await world.later(2000);
    expect(roomTexts().slice(-2)).toEqual(['一', '二']);
  });

  test('a send with unknown outcome is repeated at most twice, then uncertain', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 3, action: 'cut' });
    await hanako.says('消えた言葉');
    await world.later(2000);
    await world.later(7000);
    await world.later(60_000);
    expect(
      world.works.calls.filter((call) => call.api === 'channel-message' && call.status === 0),
    ).toHaveLength(3);
    expect(hanako.lastReceived?.text).toContain('届いていない可能性');
  });

  test('a send that was taken and cut off may show twice, and the log says so', async () => {
    world.works.faults.failNext({ api: 'channel-message', mode: 'after', action: 'cut' });
    await hanako.says('二度見える言葉');
    await world.later(2000);
    await hanako.says('一度の言葉');
    expect(roomTexts().slice(-3)).toEqual(['二度見える言葉', '二度見える言葉', '一度の言葉']);
    const ends = auditOf(world).filter(({ action }) => action === 'message.deliver');
    expect(ends.slice(-2).map(({ outcome, facts }) => [outcome, facts])).toEqual([
      ['sent', '{"unclearAttempts":1}'],
      ['sent', '{}'],
    ]);
  });

  test('a 429 waits for its reset', async () => {
    world.works.faults.failNext({
      api: 'channel-message',
      times: 1,
      status: 429,
      headers: { 'ratelimit-reset': '20' },
      body: { code: 'TOO_MANY_REQUESTS', description: 'API rate limit exceeded' },
    });
    await hanako.says('待ちます');
    await world.later(10_000);
    expect(roomTexts()).not.toContain('待ちます');
    await world.later(11_000);
    expect(roomTexts().at(-1)).toBe('待ちます');
  });

  test('a 429 that names no time goes by the schedule', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 2, status: 429 });
    await hanako.says('急ぎです');
    expect(roomTexts()).not.toContain('急ぎです');
    await world.later(1300);
    await world.later(6100);
    expect(roomTexts().at(-1)).toBe('急ぎです');
  });

  test('a bot thrown out of the room makes a new one for the next words', async () => {
    const before = world.tanaka.room('山田花子').channelId;
    await world.tanaka.room('山田花子').removesBot();
    await world.settle();
    await hanako.says('まだいますか');
    const after = world.tanaka.room('山田花子');
    expect(after.channelId).not.toBe(before);
    expect(textsOf(after).at(-1)).toBe('まだいますか');
  });

  test('an invited colleague is not relayed, and everyone concerned is told', async () => {
    const room = world.tanaka.room('山田花子');
    await room.invites(world.sato.user.userId);
    await world.sato.says('山田花子', '佐藤です、こんにちは');
    expect(texts()).not.toContain('佐藤です、こんにちは');
    expect(roomTexts().at(-1)).toContain('送れるのは田中 花さんだけ');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain(
      '佐藤 健さんがこのトークルームに書き込みました',
    );
    expect(world.suzuki.lastAnswer).toContain('佐藤 健さんが書き込みました');
  });

  test('a platform that is down costs no attempts: one probe, then everything, in order', async () => {
    const others = ['一郎', '二郎', '三郎'].map((name) => world.lineUser(name));
    for (const other of others) await other.says('トークID: tanaka');
    world.works.faults.failNext({ api: 'channel-message', times: 500, status: 503 });
    for (const person of [hanako, ...others]) await person.says('もしもし');
    for (let hour = 0; hour < 12; hour += 1) await world.later(60 * 60_000);
    world.works.faults.clear();
    for (let minute = 0; minute < 5; minute += 1) await world.later(60_000);
    for (const name of ['山田花子', '一郎', '二郎', '三郎']) {
      expect(textsOf(world.tanaka.room(name)).at(-1)).toBe('もしもし');
    }
  });

  test('an unclear creation is settled by its callback: no second room', async () => {
    const jiro = world.lineUser('次郎');
    world.works.faults.failNext({ api: 'create-channel', times: 1, mode: 'after', action: 'cut' });
    await jiro.says('トークID: tanaka');
    await world.later(3000);
    expect(textsOf(world.tanaka.room('次郎')).at(-1)).toContain('次郎');
    expect(world.works.calls.filter((call) => call.api === 'create-channel')).toHaveLength(2);
  });
});
