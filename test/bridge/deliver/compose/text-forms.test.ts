import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { requests } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('こんにちは');
});
afterEach(() => world.stop());

const HOUR = 60 * 60 * 1000;
const room = () => world.tanaka.room('山田花子');
const roomTexts = () => textsOf(room());

describe('forms', () => {
  test('a bulleted list in a room of its own keeps its marks', async () => {
    await hanako.says('▸ りんご\n▸ みかん');
    expect(roomTexts().at(-1)).toBe('▸ りんご\n▸ みかん');
  });

  test('a place without an address arrives, both ways', async () => {
    await hanako.user.sends(
      { type: 'location', title: '', address: '', latitude: 35.1, longitude: 139.1 },
      { oa: OA },
    );
    await world.settle();
    expect(room().messages.at(-1)?.content.type).toBe('location');
    await room().sendsLocation({ address: '', latitude: 35.2, longitude: 139.2 });
    await world.settle();
    expect(hanako.lastReceived?.kind).toBe('location');
    expect(roomTexts().join()).not.toContain('届きませんでした');
  });

  test('a message without a readable form arrives as such, whatever its content', async () => {
    await hanako.user.sends(
      { type: 'sticker', packageId: '\ud800', stickerId: '\ud800', stickerResourceType: 'STATIC' },
      { oa: OA },
    );
    await world.settle();
    await world.later(60_000);
    await hanako.says('続きです');
    expect(roomTexts().at(-1)).toBe('続きです');
  });

  test.each([
    '👨‍👩‍👧‍👦'.repeat(300),
    '🇯🇵'.repeat(1200),
    'が'.normalize('NFD').repeat(2400),
    `\ud83d${'x'.repeat(2500)}\ude00`,
    'a'.padEnd(1999, 'b') + '👍🏽'.repeat(20),
  ])('long text %# is whole on the other side, cut at no character', async (text) => {
    const before = roomTexts().length;
    await hanako.says(text);
    const parts = roomTexts().slice(before);
    expect(parts.join('')).toBe(text.toWellFormed());
    for (const part of parts) expect(part.isWellFormed()).toBe(true);
  });
});

describe('unsend', () => {
  test('a waiting message that quotes unsent words does not say them', async () => {
    const id = await hanako.says('ひみつの番号は1234です');
    world.works.faults.failNext({ api: 'channel-message', times: 1, status: 503 });
    await hanako.says('さっきの件です', { quote: id });
    await hanako.user.unsends(id, { oa: OA });
    await world.settle();
    const bytes = world.bridge.workspace.context.db.select().from(requests).all();
    expect(JSON.stringify(bytes)).not.toContain('1234');
    await world.later(10_000);
    expect(roomTexts()).toContain('さっきの件です');
    expect(roomTexts().filter((text) => text.startsWith('> ひみつ'))).toEqual([]);
  });

  test('of one message in a merged request lets the other go out', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 1, status: 503 });
    await hanako.says('一つ目');
    const second = await hanako.says('まちがい');
    await hanako.says('三つ目');
    await hanako.user.unsends(second, { oa: OA });
    await world.settle();
    await world.later(10_000);
    expect(roomTexts()).toContain('一つ目');
    expect(roomTexts()).toContain('三つ目');
    expect(roomTexts().join()).not.toContain('まちがい');
  });

  test('before its message, and again after it: the words are stored nowhere', async () => {
    const sent = await hanako.user.says('先に取り消した言葉', { oa: OA, hold: true });
    await hanako.user.unsends(sent.messageId, { oa: OA });
    await world.settle();
    await world.line.account(OA).deliver([sent.webhookEventId]);
    await world.settle();
    expect(roomTexts().join()).not.toContain('先に取り消した言葉');
    expect(
      auditOf(world)
        .map((entry) => entry.text)
        .join(),
    ).not.toContain('先に取り消した言葉');
  });
});

describe('the outcome of a message', () => {
  test('half a long message that stops on the way may have been delivered', async () => {
    const text = `${'い'.repeat(1999)}\n${'ろ'.repeat(1999)}\n終わり`;
    let calls = 0;
    world.works.faults.failNext({
      api: 'channel-message',
      times: 50,
      status: 400,
      match: () => {
        calls += 1;
        return calls > 1;
      },
    });
    await hanako.says(text);
    world.works.faults.clear();
    expect(roomTexts().join()).toContain('いい');
    expect(hanako.lastReceived?.text).toContain('届いていない可能性');
  });

  test('an answer on the wire while its talk closes, then refused, is told in the 1:1 room', async () => {
    await world.later(120_000);
    await hanako.says('終了');
    const ends = hanako.lastReceived?.buttons[0]?.data ?? '';
    const way = world.line.faults.hold(({ api }) => api === 'push');
    world.line.faults.failNext({ api: 'push', times: 1, status: 400 });
    await room().says('ご返事です');
    await until('it is on the wire', () => way.waiting > 0);
    await hanako.user.taps(ends, { oa: OA });
    await world.heard();
    way.release();
    await world.settle();
    await world.later(HOUR);
    expect(hanako.received.map((bubble) => bubble.text)).not.toContain('ご返事です');
    const told = textsOf(world.tanaka.direct).filter((text) => text.includes('山田花子'));
    expect(told.join('\n')).toContain('への返事 1件は、トークが終了したため送っていません');
  });

  test('an answer that waits while its talk closes: its writer is told', async () => {
    await world.later(120_000);
    const body = { message: 'The API rate limit has been exceeded. Try again later.' };
    world.line.faults.failNext({ api: 'push', times: 1, status: 429, body });
    await world.tanaka.says('山田花子', 'ご返事です');
    await hanako.ends();
    await world.later(HOUR);
    expect(hanako.received.map((bubble) => bubble.text)).not.toContain('ご返事です');
    const told = textsOf(world.tanaka.direct).filter((text) => text.includes('1件は'));
    expect(told).toEqual(['「山田花子」さんへの返事 1件は、トークが終了したため送っていません。']);
  });

  test('a LINE user with two members is told whom a lost message was for', async () => {
    await hanako.says('トークID: sato');
    world.works.faults.failNext({ api: 'channel-message', times: 50, status: 400 });
    await hanako.says('佐藤さんへ');
    expect(hanako.lastReceived?.text).toContain('佐藤 健');
    expect(hanako.lastReceived?.text).toContain('届きませんでした');
  });

  test('one of several failed answers can be told from the others', async () => {
    await world.later(120_000);
    world.line.faults.failNext({
      api: 'push',
      times: 50,
      status: 400,
      match: (call) => JSON.stringify(call).includes('二つ目'),
    });
    await room().says('一つ目です');
    await room().says('二つ目です');
    await room().says('三つ目です');
    await world.settle();
    await world.later(10_000);
    expect(hanako.received.map((bubble) => bubble.text)).not.toContain('二つ目です');
    expect(roomTexts().filter((text) => text.includes('届きませんでした'))).toHaveLength(1);
    expect(roomTexts().at(-1)).toContain('二つ目です');
  });
});
