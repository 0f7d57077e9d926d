import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content } from '../../src/domain/messages/content.ts';
import { readLineEnvelope, readLineEvent } from '../../src/platforms/line/inbound.ts';

const BASE = {
  type: 'message',
  mode: 'active',
  timestamp: 1692251666727,
  webhookEventId: '01H810YECXQQZ37VAXPF6H9E6T',
  deliveryContext: { isRedelivery: false },
  source: { type: 'user', userId: 'U4af49806290123456789abcdef012345' },
  replyToken: 'token',
};

/** The content of a message event with this message object. */
function contentOf(message: unknown): Content {
  const event = readLineEvent({ ...BASE, message });
  if (event?.what.kind !== 'message') throw new Error('not a message');
  return event.what.content;
}

describe('the envelope', () => {
  test('destination and events are read', () => {
    const body = { destination: 'U1', events: [{ a: 1 }, 'b'], future: true };
    expect(readLineEnvelope(body)).toEqual({ destination: 'U1', events: [{ a: 1 }, 'b'] });
  });

  test.each([[{}], [{ events: null }], [{ events: {} }], [{ destination: 5, events: [] }]])(
    'no events in %j',
    (body) => expect(readLineEnvelope(body)?.events).toEqual([]),
  );

  test.each([[null], [1], ['text'], [[]], [[{ events: [] }]], [true], [undefined]])(
    '%j is no object',
    (body) => {
      expect(readLineEnvelope(body)).toBeNull();
      expect(readLineEvent(body)).toBeNull();
    },
  );
});

describe('an event', () => {
  test('with a text is read whole', () => {
    const message = {
      id: '468789577898262530',
      type: 'text',
      text: 'こんにちは',
      quotedMessageId: '7',
    };
    expect(readLineEvent({ ...BASE, message })).toEqual({
      eventId: '01H810YECXQQZ37VAXPF6H9E6T',
      occurredAt: 1692251666727,
      standby: false,
      redelivered: false,
      source: { kind: 'user', userId: 'U4af49806290123456789abcdef012345' },
      replyToken: 'token',
      what: {
        kind: 'message',
        messageId: '468789577898262530',
        content: { kind: 'text', text: 'こんにちは' },
        quotedMessageId: '7',
      },
    });
  });

  test('in standby, redelivered, without a reply token', () => {
    const { replyToken: _, ...rest } = BASE;
    const event = readLineEvent({
      ...rest,
      mode: 'standby',
      deliveryContext: { isRedelivery: true },
      type: 'follow',
    });
    expect(event).toMatchObject({ standby: true, redelivered: true, replyToken: null });
    expect(event?.what).toEqual({ kind: 'follow' });
  });

  test.each([
    [
      { type: 'user', userId: 'U1' },
      { kind: 'user', userId: 'U1' },
    ],
    [{ type: 'user' }, { kind: 'unnamed-user' }],
    [{ type: 'user', userId: '' }, { kind: 'unnamed-user' }],
    [
      { type: 'group', groupId: 'C1', userId: 'U1' },
      { kind: 'group', id: 'C1' },
    ],
    [
      { type: 'room', roomId: 'R1' },
      { kind: 'room', id: 'R1' },
    ],
    [{ type: 'group' }, { kind: 'nobody' }],
    [{ type: 'square', squareChatId: 's1' }, { kind: 'nobody' }],
    [undefined, { kind: 'nobody' }],
    ['U1', { kind: 'nobody' }],
  ])('source %j', (source, expected) => {
    expect(readLineEvent({ ...BASE, source })?.source).toEqual(expected);
  });

  test.each([
    [
      { type: 'unsend', unsend: { messageId: '5' } },
      { kind: 'unsend', messageId: '5' },
    ],
    [{ type: 'unsend' }, { kind: 'other', type: 'unsend' }],
    [
      { type: 'postback', postback: { data: 'a=1' } },
      { kind: 'postback', data: 'a=1', params: null },
    ],
    [
      { type: 'postback', postback: {} },
      { kind: 'other', type: 'postback' },
    ],
    [{ type: 'unfollow' }, { kind: 'unfollow' }],
    [{ type: 'join' }, { kind: 'join' }],
    [{ type: 'leave' }, { kind: 'leave' }],
    [{ type: 'messageEdited' }, { kind: 'other', type: 'messageEdited' }],
    [{ type: 'hologram' }, { kind: 'other', type: 'hologram' }],
    [{ type: 7 }, { kind: 'other', type: '' }],
  ])('%j', (rest, expected) => {
    expect(readLineEvent({ ...BASE, ...rest })?.what).toEqual(expected);
  });

  test('that is empty is still read', () => {
    expect(readLineEvent({})).toEqual({
      eventId: null,
      occurredAt: 0,
      standby: false,
      redelivered: false,
      source: { kind: 'nobody' },
      replyToken: null,
      what: { kind: 'other', type: '' },
    });
  });
});

describe('a message', () => {
  test('the words of a sticker are its text, else three keywords, else none', () => {
    const sticker = { id: '1', type: 'sticker', packageId: '2', stickerId: 3 };
    const keywords = ['a', 'b', 5, 'c', 'd'];
    const words = (rest: object) => contentOf({ ...sticker, ...rest });
    const base = { kind: 'sticker', packageId: '2', stickerId: '3' };
    expect(words({ text: 'やあ', keywords })).toEqual({ ...base, words: 'やあ' });
    expect(words({ keywords })).toEqual({ ...base, words: 'a、b、c' });
    expect(words({ stickerResourceType: 'HOLOGRAM' })).toEqual({ ...base, words: null });
  });

  test('a location is read with and without a title', () => {
    const place = { id: '1', type: 'location', latitude: 35.5, longitude: 139 };
    expect(contentOf(place)).toEqual({
      kind: 'location',
      title: null,
      address: null,
      latitude: 35.5,
      longitude: 139,
    });
    expect(contentOf({ ...place, title: '駅', address: '東京' })).toMatchObject({ title: '駅' });
  });

  test('an incomplete sticker or place keeps the parts that came', () => {
    const sticker = { id: '1', type: 'sticker' };
    const none = { kind: 'sticker', packageId: null, stickerId: null, words: null };
    expect(contentOf({ ...sticker, packageId: '1' })).toEqual({ ...none, packageId: '1' });
    expect(contentOf({ ...sticker, stickerId: '2' })).toEqual({ ...none, stickerId: '2' });
    expect(contentOf({ ...sticker, text: 'やあ' })).toEqual({ ...none, words: 'やあ' });
    const place = { id: '1', type: 'location', title: '駅', address: '東京' };
    for (const point of [
      {},
      { latitude: 35 },
      { latitude: 91, longitude: 0 },
      { latitude: 35, longitude: '-180.5' },
      { latitude: 1e300, longitude: 0 },
    ]) {
      expect(contentOf({ ...place, ...point })).toEqual({
        kind: 'location',
        title: '駅',
        address: '東京',
        latitude: null,
        longitude: null,
      });
    }
  });

  test('media are read from LINE, from an older LINE, and from elsewhere', () => {
    const video = { id: '9', type: 'video', duration: 60000 };
    expect(contentOf({ ...video, contentProvider: { type: 'line' } })).toEqual({
      kind: 'video',
      contentId: '9',
      fileName: null,
      size: null,
      durationMs: 60000,
    });
    expect(contentOf(video)).toMatchObject({ contentId: '9' });
    const external = { type: 'external', originalContentUrl: 'http://10.0.0.1/' };
    expect(contentOf({ ...video, contentProvider: external })).toMatchObject({ contentId: null });
  });

  test('a file is read', () => {
    const file = { id: '9', type: 'file', fileName: '見積.pdf', fileSize: 2138 };
    expect(contentOf(file)).toMatchObject({ kind: 'file', fileName: '見積.pdf', size: 2138 });
  });

  test.each([
    [{ id: '1', type: 'text' }, 'text'],
    [{ id: '1', type: 'text', text: 5 }, 'text'],
    [{ id: '1', type: 'sticker' }, 'sticker'],
    [{ id: '1', type: 'location', latitude: 'north', longitude: 1 }, 'location'],
    [{ id: '1', type: 'poll' }, 'poll'],
    [{ id: '1' }, ''],
    [null, ''],
    ['text', ''],
    [undefined, ''],
  ])('%j is unknown', (message, type) => {
    expect(contentOf(message)).toEqual({ kind: 'unknown', type });
  });

  test('lone surrogates survive', () => {
    const raw = '{"type":"message","message":{"id":"1","type":"text","text":"a\\ud83d b\\ude00"}}';
    const event = readLineEvent(JSON.parse(raw));
    expect(event?.what).toMatchObject({ content: { text: 'a\ud83d b\ude00' } });
  });
});

describe('LINE emoji', () => {
  const say = (text: string, emojis: unknown) => contentOf({ id: '1', type: 'text', text, emojis });
  const at = (index: number, length: number) => ({ index, length, productId: 'p', emojiId: '1' });

  test.each<[string, string, unknown, string]>([
    ['a named one stays', 'hi (love)', [at(3, 6)], 'hi (love)'],
    ['a nameless one gets a word', 'hi () there', [at(3, 2)], 'hi （絵文字） there'],
    ['counted in UTF-16 units', '😀()', [at(2, 2)], '😀（絵文字）'],
    ['several, in any order', '()a()', [at(3, 2), at(0, 2)], '（絵文字）a（絵文字）'],
    ['an overlap is ignored', '()())', [at(0, 2), at(1, 3)], '（絵文字）())'],
    ['out of range', '()', [at(1, 2), at(-1, 1), at(0, 0), at(0.5, 1)], '()'],
    ['through the middle of a character', '😀', [at(0, 1), at(1, 1)], '😀'],
    ['a real emoji stays', '😀', [at(0, 2)], '😀'],
    ['typed brackets stay', 'f() = ()', [at(6, 2)], 'f() = （絵文字）'],
    ['no list', '()', 'x', '()'],
    ['a bad entry spares the rest', '()', [null, 5, {}, at(0, 2)], '（絵文字）'],
  ])('%s', (_name, text, emojis, expected) => {
    expect(say(text, emojis)).toEqual({ kind: 'text', text: expected });
  });

  test('never throw, and meaningless spans change nothing', () => {
    const span = fc.record({
      index: fc.integer({ min: -2, max: 20 }),
      length: fc.integer({ min: -2, max: 20 }),
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(span), (text, emojis) => {
        expect(say(text, emojis).kind).toBe('text');
      }),
    );
  });
});

test('any JSON is read without an exception', () => {
  const types = ['message', 'unsend', 'postback', 'follow', 'text', 'sticker', 'image', 'location'];
  const value = fc.jsonValue();
  const message = fc.record(
    {
      id: value,
      type: fc.oneof(fc.constantFrom(...types), value),
      text: value,
      emojis: value,
      keywords: value,
      contentProvider: value,
      latitude: value,
      longitude: value,
      packageId: value,
      stickerId: value,
    },
    { requiredKeys: [] },
  );
  const event = fc.record(
    {
      type: fc.oneof(fc.constantFrom(...types), value),
      mode: value,
      timestamp: value,
      source: value,
      deliveryContext: value,
      replyToken: value,
      message: fc.oneof(message, value),
      unsend: value,
      postback: value,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(event, value), (raw) => {
      const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
      expect(readLineEvent(raw) !== null).toBe(isObject);
      expect(readLineEnvelope(raw) !== null).toBe(isObject);
    }),
    { numRuns: 500 },
  );
});

const FIXTURES = '../shared/fixtures/line';
test.skipIf(!existsSync(FIXTURES))('every real body is read', () => {
  const kinds = new Set<string>();
  for (const name of readdirSync(FIXTURES).filter((file) => /^(ruby|made)-/.test(file))) {
    const envelope = readLineEnvelope(JSON.parse(readFileSync(`${FIXTURES}/${name}`, 'utf8')));
    expect(envelope, name).not.toBeNull();
    for (const raw of envelope?.events ?? []) {
      const event = readLineEvent(raw);
      expect(event?.eventId, name).not.toBeNull();
      expect(event?.occurredAt, name).toBeGreaterThan(0);
      if (event?.what.kind === 'message') kinds.add(event.what.content.kind);
      else kinds.add(event?.what.kind ?? 'none');
    }
  }
  const all = ['text', 'image', 'video', 'audio', 'file', 'location', 'sticker', 'unknown'];
  expect([...kinds]).toEqual(expect.arrayContaining([...all, 'unsend', 'follow', 'unfollow']));
});
