import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { textsOf } from '../../helpers/people.ts';
import {
  auditOf,
  inboxOf,
  lineTextEvent,
  originOf,
  postLine,
  someEventId,
} from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** Hanako talks with Tanaka; each test continues from there. */
async function openRoom() {
  await world.suzuki.commands('連携 有効');
  await world.suzuki.commands('メンバー 追加 田中');
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  return hanako;
}

const shownToTanaka = () => textsOf(world.tanaka.room('山田花子'));

async function post(events: readonly unknown[], destination = world.line.account(OA).botUserId) {
  const { status } = await postLine(originOf(world), JSON.stringify({ destination, events }));
  await world.settle();
  return status;
}

const received = () => auditOf(world).filter((entry) => entry.action === 'message.receive');
const recorded = () => auditOf(world).filter((entry) => entry.action === 'event.record');

describe('events that are not as they should be', () => {
  /** Malformed events; they must not harm those that come with or after them. */
  const ODD: readonly [string, unknown][] = [
    ['no object', 7],
    ['null', null],
    ['a list', ['message']],
    ['a text', 'message'],
    ['empty', {}],
    ['type is no text', { type: 5, webhookEventId: { a: 1 } }],
    ['unknown type', { type: 'telepathy', mode: 'active', webhookEventId: 'E1' }],
    ['message without message', { type: 'message', mode: 'active', webhookEventId: 'E2' }],
    ['source of another kind', { type: 'message', source: 'me', message: 3, webhookEventId: 'E3' }],
    ['an id without end', { type: 'message', webhookEventId: 'E'.repeat(5000) }],
    ['user without id', { type: 'message', source: { type: 'user' }, webhookEventId: 'E4' }],
    ['unknown source', { type: 'follow', source: { type: 'planet' }, webhookEventId: 'E5' }],
  ];

  test.each(ODD)('%s: answered 200, on record, events beside it are relayed', async (_, odd) => {
    const hanako = await openRoom();
    const say = (text: string) =>
      lineTextEvent({ userId: hanako.user.userId, text, at: world.clock.now() });
    expect(await post([say('前'), odd, say('後')])).toBe(200);
    expect(shownToTanaka().slice(-2)).toEqual(['前', '後']);
    expect(inboxOf(world).filter((row) => row.state !== 'done')).toEqual([]);
    const rows = inboxOf(world).filter((row) => row.body === JSON.stringify(odd));
    expect(rows).toHaveLength(1);
    const nameless = received().filter(({ reason }) => reason === 'no-user');
    expect(recorded().length + nameless.length).toBeGreaterThan(0);
    await hanako.says('まだ続く');
    expect(shownToTanaka().at(-1)).toBe('まだ続く');
  });

  test('an event too deep to be stored harms no other', async () => {
    const hanako = await openRoom();
    const text = lineTextEvent({ userId: hanako.user.userId, text: '無事', at: world.clock.now() });
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const destination = world.line.account(OA).botUserId;
    const body = `{"destination":"${destination}","events":[${deep},${JSON.stringify(text)}]}`;
    expect((await postLine(originOf(world), body)).status).toBe(200);
    await world.settle();
    expect(shownToTanaka().at(-1)).toBe('無事');
    expect(recorded().at(-1)?.reason).toBe('unreadable');
  });

  test('odd values in a message of a user with a room: shown or recorded, never stuck', async () => {
    const hanako = await openRoom();
    const { userId } = hanako.user;
    const base = lineTextEvent({ userId, text: 'x', at: world.clock.now() });
    const odd = [
      { ...base, webhookEventId: someEventId(), message: { type: 'hologram', id: '1' } },
      { ...base, webhookEventId: someEventId(), message: { type: 'text' } },
      { ...base, webhookEventId: someEventId(), message: {} },
      {
        ...base,
        webhookEventId: someEventId(),
        message: { type: 'text', id: '2', text: '時刻' },
        timestamp: 1.5,
      },
      {
        ...base,
        webhookEventId: someEventId(),
        message: { type: 'text', id: '3', text: '未来' },
        timestamp: 1e300,
      },
      {
        ...base,
        webhookEventId: someEventId(),
        message: { type: 'text', id: '4', text: '過去' },
        timestamp: -1,
      },
      {
        ...base,
        webhookEventId: someEventId(),
        message: { type: 'text', id: '5', text: '無' },
        timestamp: null,
      },
      {
        ...base,
        webhookEventId: someEventId(),
        message: { type: 'text', id: '6', text: 'a\u0000b' },
      },
      {
        ...base,
        webhookEventId: someEventId(),
        message: { type: 'text', id: '7', text: '\ud83d' },
      },
      { ...base, webhookEventId: someEventId(), message: { type: 'text', id: '8', text: '' } },
      { ...base, webhookEventId: someEventId(), message: { type: 'sticker', id: '9' } },
      {
        ...base,
        webhookEventId: someEventId(),
        message: { type: 'location', id: '10', latitude: 'x' },
      },
      { ...base, webhookEventId: someEventId(), type: 'follow', timestamp: 2.5 },
      { ...base, webhookEventId: someEventId(), type: 'unsend', unsend: {} },
      { ...base, webhookEventId: someEventId(), type: 'postback', postback: 'to:1:1' },
    ];
    expect(await post(odd)).toBe(200);
    expect(inboxOf(world).filter((row) => row.state !== 'done')).toEqual([]);
    expect(shownToTanaka()).toEqual(expect.arrayContaining(['時刻', '未来', '過去', '無']));
    await hanako.says('まだ続く');
    expect(shownToTanaka().at(-1)).toBe('まだ続く');
  });
});

describe('the same event again', () => {
  test('a redelivered event is handled once, whatever else is in the body', async () => {
    const hanako = await openRoom();
    const event = lineTextEvent({
      userId: hanako.user.userId,
      text: '一度',
      at: world.clock.now(),
    });
    expect(await post([event])).toBe(200);
    expect(await post([{ ...event, deliveryContext: { isRedelivery: true } }])).toBe(200);
    expect(await post([event, event])).toBe(200);
    expect(shownToTanaka().filter((text) => text === '一度')).toHaveLength(1);
    expect(received().filter((entry) => entry.text === '一度')).toHaveLength(1);
    await world.restart();
    expect(await post([event])).toBe(200);
    expect(shownToTanaka().filter((text) => text === '一度')).toHaveLength(1);
  });

  test('an event refused for lack of storage is accepted when LINE redelivers it', async () => {
    const hanako = await openRoom();
    world.line.account(OA).setRedelivery(true);
    const { db } = world.bridge.workspace.context;
    db.run('PRAGMA query_only = ON');
    await hanako.user.says('二度目で届く', { oa: OA });
    expect(hanako.bubbles.at(-1)?.delivered).toBe(false);
    db.run('PRAGMA query_only = OFF');
    expect(await world.line.account(OA).redeliverFailed()).toBe(1);
    await world.settle();
    expect(shownToTanaka().at(-1)).toBe('二度目で届く');
    expect(await world.line.account(OA).redeliverFailed()).toBe(0);
  });

  test('events without an id are told apart by their bytes', async () => {
    const hanako = await openRoom();
    const { webhookEventId: _, ...event } = lineTextEvent({
      userId: hanako.user.userId,
      text: '名なし',
      at: world.clock.now(),
    });
    expect(await post([event, event])).toBe(200);
    expect(await post([event])).toBe(200);
    expect(shownToTanaka().filter((text) => text === '名なし')).toHaveLength(1);
  });
});

describe('destination', () => {
  test('of another bot: 200, recorded, not acted on', async () => {
    const hanako = await openRoom();
    const before = shownToTanaka().length;
    const event = lineTextEvent({
      userId: hanako.user.userId,
      text: '迷子',
      at: world.clock.now(),
    });
    expect(await post([event], `U${'0'.repeat(32)}`)).toBe(200);
    expect(shownToTanaka()).toHaveLength(before);
    expect(inboxOf(world).at(-1)).toMatchObject({ verdict: 'not-ours', state: 'done' });
    expect(recorded().at(-1)).toMatchObject({
      reason: 'not-ours',
      lineUserId: hanako.user.userId,
      text: null,
    });
    await hanako.says('こちらです');
    expect(shownToTanaka().at(-1)).toBe('こちらです');
  });

  test('is learnt from the first verified body while unknown, and kept over a restart', async () => {
    await world.stop();
    // No server listens there: LINE cannot be asked for the bot's id.
    world = await startWorld({ environment: { LINE_API_BASE_URL: 'http://127.0.0.1:9' } });
    const at = world.clock.now();
    const user = `U${'b'.repeat(32)}`;
    const [ours, other] = [`U${'1'.repeat(32)}`, `U${'2'.repeat(32)}`];
    const say = (text: string) => lineTextEvent({ userId: user, text, at });
    expect(await post([], ours)).toBe(200);
    expect(await post([say('一')], ours)).toBe(200);
    expect(await post([say('二')], other)).toBe(200);
    await world.restart();
    expect(await post([say('三')], other)).toBe(200);
    expect(await post([say('四')], ours)).toBe(200);
    const verdicts = inboxOf(world).filter((row) => row.platform === 'line');
    expect(verdicts.map((row) => row.verdict)).toEqual(['act', 'not-ours', 'not-ours', 'act']);
  });

  test('that is missing does not keep a verified event out', async () => {
    const hanako = await openRoom();
    const event = lineTextEvent({
      userId: hanako.user.userId,
      text: '宛先なし',
      at: world.clock.now(),
    });
    expect((await postLine(originOf(world), JSON.stringify({ events: [event] }))).status).toBe(200);
    await world.settle();
    expect(shownToTanaka().at(-1)).toBe('宛先なし');
  });
});
