import { describe, expect, test } from 'vitest';
import { retryAfterMs } from '../../src/platforms/answers.ts';
import { botInfoOf, limitOf, sentMessagesOf, usedOf } from '../../src/platforms/line/answers.ts';
import { eventIdOf, readLineEvent, sourceIdOf } from '../../src/platforms/line/inbound.ts';
import { channelIdOf, pageOf, rateReadingOf } from '../../src/platforms/line-works/answers.ts';
import { readDirectoryUser } from '../../src/platforms/line-works/directory.ts';
import { uploadAddressOf } from '../../src/platforms/line-works/files.ts';
import { readWorksEvent } from '../../src/platforms/line-works/inbound.ts';
import { BOT, DAY_MS, HOUR_MS, LINE_EVENT, NO_AMOUNTS, NOW, USER } from './sample-events.ts';

/* Numbers and ids as no platform would send them count as absent, in every field. */

function lineContent(message: object) {
  const event = readLineEvent({ ...LINE_EVENT, message: { id: '1', ...message } }, NOW);
  return event?.what.kind === 'message' ? event.what.content : null;
}

describe('numbers', () => {
  test.each(NO_AMOUNTS)('%j is no duration, size or place in a set', (odd) => {
    expect(lineContent({ type: 'video', duration: odd })).toMatchObject({ durationMs: null });
    expect(lineContent({ type: 'file', fileName: 'a', fileSize: odd })).toMatchObject({
      size: null,
    });
    const imageSet = { id: 'E005', index: odd, total: odd };
    expect(lineContent({ type: 'image', imageSet })).toMatchObject({
      imageSet: { id: 'E005', index: null, total: null },
    });
  });

  test('a number that a JSON reader turns into infinity is absent too', () => {
    const raw = `{"type":"video","id":"1","duration":1e400,"fileSize":-1e400}`;
    expect(lineContent(JSON.parse(raw))).toMatchObject({ durationMs: null, size: null });
  });

  test('a film of days and a picture beyond its set are not believed; zero and the usual values are', () => {
    expect(lineContent({ type: 'video', duration: 30 * DAY_MS })).toMatchObject({
      durationMs: null,
    });
    expect(lineContent({ type: 'video', duration: 0 })).toMatchObject({ durationMs: 0 });
    expect(lineContent({ type: 'audio', duration: 1707 })).toMatchObject({ durationMs: 1707 });
    const set = (index: number, total: number) =>
      lineContent({ type: 'image', imageSet: { id: 'E', index, total } });
    expect(set(0, 3)).toMatchObject({ imageSet: { index: null, total: 3 } });
    expect(set(2, 3)).toMatchObject({ imageSet: { index: 2, total: 3 } });
    expect(set(4, 3)).toMatchObject({ imageSet: { index: null, total: null } });
    expect(set(1_000_000, 1_000_000)).toMatchObject({ imageSet: { index: null, total: null } });
  });

  test.each([1e300, '1e5', 'NaN', 'Infinity', '', [35], 100_000, null])(
    '%j is no coordinate',
    (odd) => {
      expect(lineContent({ type: 'location', latitude: odd, longitude: 139 })?.kind).toBe(
        'unknown',
      );
      const content = { type: 'location', latitude: 35, longitude: odd };
      const event = readWorksEvent(BOT, { type: 'message', content });
      expect(event?.what).toMatchObject({ content: { kind: 'unknown' } });
    },
  );
});

describe('instants', () => {
  const occurredAt = (timestamp: unknown) =>
    readLineEvent({ ...LINE_EVENT, timestamp }, NOW)?.occurredAt;

  test.each<[unknown, number]>([
    [NOW - 5, NOW - 5],
    [Date.UTC(2361, 0, 1), NOW],
    [2 ** 53, NOW],
    [1e300, NOW],
    [NOW + 0.5, NOW],
    [NOW - 5.5, NOW - 6],
    [-1, 0],
    [-1e300, 0],
    ['yesterday', 0],
    [undefined, 0],
  ])('an event of %j', (timestamp, expected) => {
    expect(occurredAt(timestamp)).toBe(expected);
  });

  test.each<[string, number | null]>([
    ['2361-01-01T00:00:00Z', NOW],
    ['9999-12-31T23:59:59.999Z', NOW],
    ['2022-01-04T05:16:05.716Z', Date.UTC(2022, 0, 4, 5, 16, 5, 716)],
    ['0001-01-01T00:00:00Z', 0],
    ['not a time', null],
  ])('a callback issued at %s', (issuedTime, expected) => {
    expect(readWorksEvent(BOT, { issuedTime }, NOW)?.issuedAt).toBe(expected);
  });
});

describe('ids', () => {
  const LONG = '9'.repeat(1001);
  const NO_IDS = [
    LONG,
    '9'.repeat(101),
    '',
    'a b',
    'a\nb',
    'a\0',
    '山田',
    '\ud83d',
    '\u202eabc',
    1.5,
    -1,
    2 ** 53,
    1e300,
    true,
    ['1'],
    {},
  ];

  test.each(NO_IDS)('%j is no id of anything on LINE', (odd) => {
    const message = { id: odd, type: 'image', quotedMessageId: odd, imageSet: { id: odd } };
    const event = readLineEvent(
      { ...LINE_EVENT, replyToken: odd, webhookEventId: odd, message },
      NOW,
    );
    expect(event).toMatchObject({ eventId: null, what: { messageId: '', quotedMessageId: null } });
    expect(lineContent({ ...message })).toEqual({
      kind: 'image',
      contentId: null,
      fileName: null,
      size: null,
      durationMs: null,
    });
    const unsend = readLineEvent(
      { ...LINE_EVENT, type: 'unsend', unsend: { messageId: odd } },
      NOW,
    );
    expect(unsend?.what).toEqual({ kind: 'other', type: 'unsend' });
    const sources = [
      [{ type: 'user', userId: odd }, 'unnamed-user'],
      [{ type: 'group', groupId: odd }, 'nobody'],
      [{ type: 'room', roomId: odd }, 'nobody'],
    ] as const;
    for (const [source, kind] of sources) {
      expect(readLineEvent({ ...LINE_EVENT, source }, NOW)?.source).toEqual({ kind });
    }
    const sticker = { type: 'sticker', packageId: '446', stickerId: odd };
    expect(lineContent(sticker)).toMatchObject({ kind: 'sticker', stickerId: null });
  });

  test.each(NO_IDS)('%j is neither an event’s id nor its owner’s', (odd) => {
    expect(eventIdOf({ webhookEventId: odd })).toBeNull();
    expect(sourceIdOf({ source: { groupId: odd, roomId: odd, userId: odd } })).toBeNull();
  });

  test('an event is identified by its id, and belongs to its group before its user', () => {
    expect(eventIdOf(LINE_EVENT)).toBe('01H810YECXQQZ37VAXPF6H9E6T');
    expect(sourceIdOf(LINE_EVENT)).toBe(USER);
    expect(sourceIdOf({ source: { groupId: 'C1', userId: USER } })).toBe('C1');
    for (const none of [null, 5, 'x', [], {}, { source: 'x' }, { source: null }]) {
      expect(eventIdOf(none)).toBeNull();
      expect(sourceIdOf(none)).toBeNull();
    }
  });

  test('a message id has fewer than forty digits, a sticker id fewer than twenty', () => {
    const image = (id: string) => lineContent({ type: 'image', id });
    expect(image('468789577898262530')).toMatchObject({ contentId: '468789577898262530' });
    expect(image('1'.repeat(41))).toMatchObject({ contentId: null });
    const sticker = (stickerId: string) =>
      lineContent({ type: 'sticker', packageId: '1', stickerId });
    expect(sticker('651698630')).toMatchObject({ stickerId: '651698630' });
    expect(sticker('1'.repeat(21))).toMatchObject({ stickerId: null });
  });

  test('the user of a module channel may have 68 characters, an image set 64', () => {
    const userId = `L${'0'.repeat(33)}-${'f'.repeat(33)}`;
    const event = readLineEvent({ ...LINE_EVENT, source: { type: 'user', userId } }, NOW);
    expect(event?.source).toEqual({ kind: 'user', userId });
    const id = 'E005D41A7288F41B65593ED38FF6E9834B046AB36A37921A56BC236F13A91855';
    expect(lineContent({ type: 'image', imageSet: { id } })).toMatchObject({ imageSet: { id } });
  });

  test.each(NO_IDS)('%j is no id of anything on LINE WORKS', (odd) => {
    const source = { userId: odd, channelId: odd, domainId: odd };
    const content = { type: 'sticker', packageId: odd, stickerId: odd };
    const event = readWorksEvent(BOT, { type: 'message', source, content }, NOW);
    expect(event).toMatchObject({ userId: null, channelId: null, domainId: null });
    expect(event?.what).toMatchObject({ content: { kind: 'unknown' } });
    const joined = readWorksEvent(BOT, { type: 'joined', members: [odd, 'user-1'] }, NOW);
    expect(joined?.what).toEqual({ kind: 'joined', members: ['user-1'] });
  });

  test('a file id may have a thousand characters and no more', () => {
    const file = (fileId: string) =>
      readWorksEvent(BOT, { type: 'message', content: { type: 'file', fileId } }, NOW)?.what;
    const long = `${'Aa0+/='.repeat(166)}Aa0=`;
    expect(file(long)).toMatchObject({ content: { kind: 'file', contentId: long } });
    expect(file(`${long}1`)).toMatchObject({ content: { kind: 'unknown' } });
  });
});

describe('answers of the platforms', () => {
  const answer = (body: unknown, headers: Record<string, string> = {}) => ({
    kind: 'answer' as const,
    status: 200,
    headers,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });

  test.each([1.5, -1, 2 ** 53, 1e300, '5'])('%j is no figure of the quota', (odd) => {
    expect(limitOf(answer({ type: 'limited', value: odd }))).toBeNull();
    expect(usedOf(answer({ totalUsage: odd }))).toBeNull();
  });

  test('ids that are too long are ignored', () => {
    const long = '9'.repeat(5000);
    expect(
      sentMessagesOf(answer({ sentMessages: [{ id: long }, { id: '5' }] })).messageIds,
    ).toEqual(['5']);
    expect(botInfoOf(answer({ userId: long, basicId: '@a' }))).toBeNull();
    expect(botInfoOf(answer({ userId: USER, basicId: `@${long}` }))).toBeNull();
    expect(channelIdOf(answer({ channelId: long }))).toBeNull();
    expect(uploadAddressOf(answer({ fileId: long, uploadUrl: 'https://a.example/' }))).toBeNull();
    expect(readDirectoryUser({ userId: long })).toBeNull();
  });

  test('a page whose successor cannot be requested is an error: it must not pass for the last one', () => {
    const page = (nextCursor: unknown) =>
      pageOf(answer({ users: [], responseMetaData: { nextCursor } }));
    expect(page('abc==')).toEqual({ users: [], nextCursor: 'abc==' });
    expect(page('')).toEqual({ users: [], nextCursor: null });
    expect(page(null)).toEqual({ users: [], nextCursor: null });
    expect(pageOf(answer({ users: [] }))).toEqual({ users: [], nextCursor: null });
    expect(page('c'.repeat(5000))).toBeNull();
    expect(page(5)).toBeNull();
    expect(page({})).toBeNull();
  });

  test('a pause of years is not believed', () => {
    const headers = (reset: string) => ({ headers: { 'ratelimit-reset': reset } });
    expect(rateReadingOf(headers('42'))?.resetMs).toBe(42_000);
    expect(rateReadingOf(headers('999999999'))?.resetMs ?? null).toBeNull();
    expect(retryAfterMs(answer({}, { 'retry-after': '30' }), NOW)).toBe(30_000);
    expect(retryAfterMs(answer({}, { 'retry-after': '999999999' }), NOW)).toBe(HOUR_MS);
    const far = answer({}, { 'retry-after': 'Fri, 31 Dec 2361 23:59:59 GMT' });
    expect(retryAfterMs(far, NOW)).toBe(HOUR_MS);
  });
});
