import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT, OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf, originOf, postWorks, worksTextEvent } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const room = () => world.tanaka.room('山田花子');
const heard = () => hanako.received.map((bubble) => bubble.text);
const fates = () =>
  auditOf(world)
    .filter((entry) => entry.action === 'message.receive')
    .map(({ outcome, reason }) => ({ outcome, reason }));

const BLANKS = [
  '\u3000',
  '\n\n\n',
  '\u200B\u200D\u2060',
  '\u2800',
  '\u3164',
  '\uFE0F\u{E0100}',
  '\u200E\u202E\u2066',
  ' '.repeat(6000),
];

describe('in a room', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('こんにちは');
  });

  test('a customer’s blank message is not sent, and they are told once', async () => {
    const before = textsOf(room()).length;
    for (const blank of BLANKS) {
      const told = hanako.received.length;
      await hanako.says(blank);
      expect(hanako.received.slice(told).map((bubble) => bubble.text)).toEqual([
        'いまのメッセージには表示できる文字がないため、担当者に届いていません。お手数ですが、文字を入れてお送りください。',
      ]);
      expect(fates().at(-1)).toEqual({ outcome: 'refused', reason: 'blank' });
    }
    expect(textsOf(room())).toHaveLength(before);
    await hanako.says('続きです');
    expect(textsOf(room()).at(-1)).toBe('続きです');
  });

  test('a member’s blank message is not sent, and they are told once', async () => {
    for (const blank of BLANKS) {
      const [told, sent] = [textsOf(room()).length, hanako.received.length];
      await room().says(blank);
      await world.settle();
      expect(textsOf(room()).slice(told + 1)).toEqual([
        '［お知らせ］このメッセージには表示できる文字がないため、送っていません。',
      ]);
      expect(hanako.received).toHaveLength(sent);
    }
    await room().says('続きです');
    await world.settle();
    expect(heard().at(-1)).toBe('続きです');
  });

  test('blanks at the end of a full piece do not lose the message, either way', async () => {
    await room().says(`${'い'.repeat(5000)}\n\n\n`);
    await world.settle();
    expect(heard().at(-1)).toBe('い'.repeat(5000));
    await hanako.says(`${'あ'.repeat(2000)}\n\u3000\u200B\n`);
    expect(textsOf(room()).at(-1)).toBe('あ'.repeat(2000));
    await hanako.says(`はじめ${'\n'.repeat(5000)}おわり`);
    expect(textsOf(room()).slice(-2).join('').replaceAll('\n', '')).toBe('はじめおわり');
    expect(heard().join()).not.toContain('届きません');
    expect(textsOf(room()).join()).not.toContain('届きませんでした');
  });

  test('a quote of a blank message shows no empty quote', async () => {
    const blank = await hanako.says('\u3000');
    await hanako.says('これです', { quote: blank });
    expect(textsOf(room()).at(-1)).toBe('これです');
  });

  test('texts that are merged when calls run short lose nothing', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 1, status: 503 });
    await hanako.says('あ');
    await hanako.says('\u200B');
    await hanako.says('い');
    await world.later(10_000);
    expect(textsOf(room()).join('\n')).toMatch(/あ[\s\S]*い/u);
  });
});

test('in English, a place and a name of blanks only', async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('\u3164', 'en');
  await hanako.says('トークID: tanaka');
  await hanako.says(' \u200B');
  expect(hanako.lastReceived?.text).toContain('nothing to see');
  await hanako.user.sends(
    { type: 'location', title: '\u3000', address: '\n', latitude: 35.1, longitude: 139.1 },
    { oa: OA },
  );
  await world.settle();
  const titles = world.tanaka.user.rooms(BRIDGE_BOT).map((each) => each.title);
  expect(titles.join()).not.toContain('\u3164');
});

describe('in direct mode', () => {
  beforeEach(async () => {
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('こんにちは');
  });
  const direct = () => textsOf(world.tanaka.direct);

  test('a header never stands alone, and no part under it is blank', async () => {
    const before = direct().length;
    await hanako.says('\u2800\n');
    expect(direct()).toHaveLength(before);
    await hanako.says(`${'あ'.repeat(1994)}\n▸\n\u200B`);
    await hanako.says(`${'あ'.repeat(1994)}${'▸'.repeat(2000)}\n`);
    for (const text of direct().slice(before)) {
      expect(text.replace('▸山田花子\n', '').trim()).not.toBe('');
    }
    expect(hanako.lastReceived?.text).not.toContain('届きません');
  });

  test('a blank message without a clear addressee is not held', async () => {
    await world.lineUser('鈴木一朗').says('トークID: tanaka');
    const at = world.clock.now();
    const event = worksTextEvent({ userId: world.tanaka.user.userId, text: '\u3000', at });
    await postWorks(originOf(world), JSON.stringify(event));
    await world.settle();
    expect(direct().at(-1)).toContain('表示できる文字がないため、送っていません');
    expect(fates().at(-1)).toEqual({ outcome: 'refused', reason: 'refuse-blank' });
  });
});
