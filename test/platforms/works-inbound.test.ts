import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { botId } from '../../src/domain/ids.ts';
import { readWorksEvent } from '../../src/platforms/line-works/inbound.ts';

const BOT = botId('2000001');
const SOURCE = { userId: 'user-1', channelId: 'room-1', domainId: 40029600 };
const BASE = { type: 'message', source: SOURCE, issuedTime: '2022-01-04T05:16:05.716Z' };

const read = (raw: unknown) => readWorksEvent(BOT, raw);

test('a text is read whole', () => {
  expect(read({ ...BASE, content: { type: 'text', text: 'hello' } })).toEqual({
    botId: BOT,
    domainId: '40029600',
    issuedAt: Date.UTC(2022, 0, 4, 5, 16, 5, 716),
    channelId: 'room-1',
    userId: 'user-1',
    what: { kind: 'message', content: { kind: 'text', text: 'hello' }, postback: null },
  });
});

test("a message in the bot's 1:1 room has no channel", () => {
  const event = read({ ...BASE, source: { userId: 'u', domainId: 1 }, content: {} });
  expect(event).toMatchObject({ channelId: null, userId: 'u' });
});

describe('issuedTime', () => {
  test.each<[unknown, number | null]>([
    ['2022-01-04T05:16:05.716Z', Date.UTC(2022, 0, 4, 5, 16, 5, 716)],
    ['2023-11-09T08:08:45.31Z', Date.UTC(2023, 10, 9, 8, 8, 45, 310)],
    ['2023-11-02T10:34:28Z', Date.UTC(2023, 10, 2, 10, 34, 28)],
    ['2023-11-02T10:34:28.123456Z', Date.UTC(2023, 10, 2, 10, 34, 28, 123)],
    ['2023-11-02T19:34:28+09:00', Date.UTC(2023, 10, 2, 10, 34, 28)],
    ['2023-11-02T10:34:28', Date.UTC(2023, 10, 2, 10, 34, 28)],
    ['2023-13-45T10:34:28Z', null],
    ['yesterday', null],
    ['', null],
    [1698921268000, null],
    [undefined, null],
  ])('%j', (issuedTime, expected) => {
    expect(read({ ...BASE, issuedTime })?.issuedAt).toBe(expected);
  });
});

describe('content', () => {
  test.each<[object, object]>([
    [
      { type: 'sticker', packageId: '1', stickerId: '2' },
      { kind: 'sticker', packageId: '1', stickerId: '2', words: null },
    ],
    [
      { type: 'location', address: '東京', latitude: 35.65, longitude: 139.7 },
      { kind: 'location', title: null, address: '東京', latitude: 35.65, longitude: 139.7 },
    ],
    [
      { type: 'image', fileId: 'WAAA/=' },
      { kind: 'image', contentId: 'WAAA/=', fileName: null, size: null, durationMs: null },
    ],
    [
      { type: 'audio', fileId: 'f' },
      { kind: 'audio', contentId: 'f', fileName: null, size: null, durationMs: null },
    ],
    [{ type: 'image' }, { kind: 'unknown', type: 'image' }],
    [{ type: 'sticker' }, { kind: 'unknown', type: 'sticker' }],
    [
      { type: 'sticker', stickerId: '2' },
      { kind: 'sticker', packageId: null, stickerId: '2', words: null },
    ],
    [
      { type: 'location', address: '東京', latitude: 91, longitude: 0 },
      { kind: 'location', title: null, address: '東京', latitude: null, longitude: null },
    ],
    [
      { type: 'location', latitude: 1 },
      { kind: 'unknown', type: 'location' },
    ],
    [{ type: 'text' }, { kind: 'unknown', type: 'text' }],
    [{ type: 'poll' }, { kind: 'unknown', type: 'poll' }],
    [{}, { kind: 'unknown', type: '' }],
  ])('%j', (content, expected) => {
    expect(read({ ...BASE, content })?.what).toEqual({
      kind: 'message',
      content: expected,
      postback: null,
    });
  });

  test('a pressed button carries its postback', () => {
    const content = { type: 'text', text: 'はい', postback: 'confirm:1' };
    expect(read({ ...BASE, content })?.what).toMatchObject({ postback: 'confirm:1' });
  });

  test('lone surrogates survive', () => {
    const raw = '{"type":"message","content":{"type":"text","text":"a\\ud83d"}}';
    expect(read(JSON.parse(raw))?.what).toMatchObject({ content: { text: 'a\ud83d' } });
  });
});

test.each<[object, object]>([
  [
    { type: 'postback', data: 'a=1' },
    { kind: 'postback', data: 'a=1' },
  ],
  [{ type: 'postback' }, { kind: 'other', type: 'postback' }],
  [{ type: 'join' }, { kind: 'join' }],
  [{ type: 'end' }, { kind: 'end' }],
  [
    { type: 'joined', members: ['a', 7, null] },
    { kind: 'joined', members: ['a', '7'] },
  ],
  [{ type: 'left' }, { kind: 'left', members: [] }],
  [{ type: 'reaction' }, { kind: 'other', type: 'reaction' }],
  [{ type: null }, { kind: 'other', type: '' }],
])('%j', (rest, what) => {
  expect(read({ ...BASE, ...rest })?.what).toEqual(what);
});

test('ids may be numbers or strings', () => {
  const event = read({ type: 'begin', source: { userId: 5, channelId: 6, domainId: '7' } });
  expect(event).toMatchObject({ userId: '5', channelId: '6', domainId: '7' });
});

test('a value that is no object is no event', () => {
  for (const raw of [null, [], 'x', 5, undefined]) expect(read(raw)).toBeNull();
});

test('any JSON is read without an exception', () => {
  const value = fc.jsonValue();
  const type = fc.oneof(
    fc.constantFrom('message', 'postback', 'joined', 'text', 'sticker', 'location', 'file'),
    value,
  );
  const content = fc.record(
    { type, text: value, postback: value, fileId: value, latitude: value, longitude: value },
    { requiredKeys: [] },
  );
  const event = fc.record(
    { type, source: value, issuedTime: value, content, data: value, members: value },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(event, value), (raw) => {
      const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
      expect(read(raw) !== null).toBe(isObject);
    }),
    { numRuns: 500 },
  );
});

const FIXTURES = '../shared/fixtures/line-works';
test.skipIf(!existsSync(FIXTURES))('every documented body is read', () => {
  for (const name of readdirSync(FIXTURES).filter((file) => file.startsWith('cb-'))) {
    const event = read(JSON.parse(readFileSync(`${FIXTURES}/${name}`, 'utf8')));
    expect(event?.issuedAt, name).toBeGreaterThan(0);
    expect(event?.domainId, name).not.toBeNull();
    expect(event?.what.kind, name).not.toBe('other');
    if (event?.what.kind === 'message') expect(event.what.content.kind, name).not.toBe('unknown');
  }
});
