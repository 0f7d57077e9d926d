import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
const start = async (options: Parameters<typeof startLinkedWorld>[0] = {}) => {
  world = await startLinkedWorld(options);
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
};
beforeEach(() => start());
afterEach(() => world.stop());

const room = () => world.tanaka.room('山田花子');
const roomSince = (from: number) => room().messages.slice(from);
/** Sends the customer's message as given; returns what the member's room shows of it. */
const arrives = async (message: Readonly<Record<string, unknown>>) => {
  const before = room().messages.length;
  const heard = hanako.received.length;
  await hanako.user.sends(message, { oa: OA });
  await world.settle();
  // All of it was shown: the customer is not asked to send it again.
  expect(hanako.received.slice(heard)).toEqual([]);
  return roomSince(before);
};
/** Sends the member's message; returns what the phone shows of it. */
const goesOut = async (content: Readonly<Record<string, unknown>>) => {
  const before = hanako.received.length;
  await room().sends(content);
  await world.settle();
  return hanako.received.slice(before);
};
const LONG = `大阪府大阪市北区${'梅田'.repeat(60)}一丁目`;

describe('a place of a LINE user', () => {
  test.each([
    ['latitude 91', { latitude: 91, longitude: 135 }],
    ['longitude −181', { latitude: 35, longitude: -181 }],
    ['no latitude', { longitude: 135 }],
    ['a latitude that is no number', { latitude: 'north', longitude: 135 }],
    ['no coordinates', {}],
  ])('with %s is said in words', async (_, point) => {
    const shown = await arrives({ type: 'location', title: '駅', address: '大阪市北区', ...point });
    expect(shown.map(({ text }) => text)).toEqual(['[位置情報] 駅 大阪市北区']);
  });

  test.each([
    ['an empty title', { title: '', address: '大阪市北区' }],
    ['a blank title', { title: ' \u3000', address: '大阪市北区' }],
    ['neither title nor address', {}],
  ])('with %s is shown as a place', async (_, fields) => {
    const shown = await arrives({ type: 'location', ...fields, latitude: 35, longitude: 135 });
    expect(shown.map(({ content }) => content.type)).toEqual(['location']);
  });

  test('with a long address is shown as a place, with the whole address below', async () => {
    const fields = { title: '本社', address: LONG, latitude: 35, longitude: 135 };
    const shown = await arrives({ type: 'location', ...fields });
    expect(shown.map(({ content }) => content.type)).toEqual(['location', 'text']);
    expect(shown[1]?.text).toBe(`本社\n${LONG}`);
  });

  test('that LINE WORKS refuses is said in words, once', async () => {
    world.works.faults.failNext({
      api: 'channel-message',
      times: 9,
      status: 400,
      match: (call) => JSON.stringify(call.body).includes('"location"'),
    });
    const fields = { title: '本社', address: LONG, latitude: 35, longitude: 135 };
    const shown = await arrives({ type: 'location', ...fields });
    expect(shown.map(({ content }) => content.type)).toEqual(['text']);
    expect(shown[0]?.text).toContain(LONG);
  });

  test('without any content is a message that cannot be shown', async () => {
    const shown = await arrives({ type: 'location' });
    expect(shown.map(({ text }) => text)).toEqual(['[表示できない種類のメッセージが届きました]']);
  });
});

describe('a place of a member', () => {
  test.each([
    ['latitude 91', { latitude: 91, longitude: 135 }],
    ['no longitude', { latitude: 35 }],
  ])('with %s goes out in words', async (_, point) => {
    const shown = await goesOut({ type: 'location', address: '大阪市北区', ...point });
    expect(shown.map(({ text }) => text)).toEqual(['[位置情報] 大阪市北区']);
    expect(textsOf(room()).join()).not.toContain('送っていません');
  });

  test('with a long address goes out as a place, with the whole address below', async () => {
    const shown = await goesOut({
      type: 'location',
      address: LONG,
      latitude: 35,
      longitude: 135,
    });
    expect(shown.map(({ message }) => message.type)).toEqual(['location', 'text']);
    expect(shown[1]?.text).toBe(LONG);
    expect(shown[1]?.senderName).toBe(shown[0]?.senderName);
  });
});

describe('a sticker of a LINE user', () => {
  test.each([
    ['without its package', { stickerId: '52002734', text: 'ありがとう' }],
    ['without its id', { packageId: '11537', text: 'ありがとう' }],
    ['with an id as no platform sends it', { packageId: '1', stickerId: 'x'.repeat(5000) }],
    ['without either', { keywords: ['ありがとう', 'どうも'] }],
  ])('%s shows the words that came', async (_, fields) => {
    const shown = await arrives({ type: 'sticker', stickerResourceType: 'STATIC', ...fields });
    expect(shown).toHaveLength(1);
    expect(shown[0]?.text).toContain('[スタンプ]');
    if (!('stickerId' in fields && fields.stickerId.length > 100)) {
      expect(shown[0]?.text).toContain('ありがとう');
    }
  });
});

describe('a sticker of a member that LINE cannot send', () => {
  test('goes as words, and the member is told', async () => {
    const before = room().messages.length;
    const shown = await goesOut({ type: 'sticker', packageId: '1', stickerId: '2' });
    expect(shown.map(({ text }) => text)).toEqual(['[スタンプ]']);
    const told = roomSince(before).filter(({ from }) => from.kind === 'bot');
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('「[スタンプ]」');
  });

  test('is announced in each one’s language', async () => {
    await world.stop();
    await start();
    const john = world.lineUser('John', 'en');
    await john.says('トークID: tanaka');
    await world.tanaka.room('John').sends({ type: 'sticker', packageId: '1', stickerId: '2' });
    await world.settle();
    expect(john.lastReceived?.text).toBe('[Sticker]');
    expect(textsOf(world.tanaka.room('John')).at(-1)).toContain('「[Sticker]」');
  });

  test('goes as words when LINE refuses it after all', async () => {
    world.line.faults.failNext({
      times: 9,
      status: 400,
      match: (body) => JSON.stringify(body).includes('"sticker"'),
    });
    const shown = await goesOut({ type: 'sticker', packageId: '446', stickerId: '1988' });
    expect(shown.map(({ text }) => text)).toEqual(['[スタンプ]']);
    expect(textsOf(room()).at(-1)).toContain('「[スタンプ]」');
  });

  test('goes as words when an id is missing, too', async () => {
    const shown = await goesOut({ type: 'sticker', stickerId: '1988' });
    expect(shown.map(({ text }) => text)).toEqual(['[スタンプ]']);
    expect(textsOf(room()).at(-1)).toContain('「[スタンプ]」');
  });

  test('is not announced if it went as a sticker, or not at all', async () => {
    const native = await goesOut({ type: 'sticker', packageId: '446', stickerId: '1988' });
    expect(native.map(({ message }) => message.type)).toEqual(['sticker']);
    expect(textsOf(room()).join()).not.toContain('「[スタンプ]」');
    await hanako.blocks();
    await goesOut({ type: 'sticker', packageId: '1', stickerId: '2' });
    expect(textsOf(room()).join()).not.toContain('「[スタンプ]」');
  });

  test('is announced in direct mode as well', async () => {
    await world.stop();
    await start({ works: { roomBehaviour: 'single-user' } });
    await world.tanaka.direct.sends({ type: 'sticker', packageId: '1', stickerId: '2' });
    await world.settle();
    expect(hanako.lastReceived?.text).toBe('[スタンプ]');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('「[スタンプ]」');
  });
});
