import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content } from '../../src/domain/messages/content.ts';
import { readLineEvent } from '../../src/platforms/line/inbound.ts';
import { readWorksEvent } from '../../src/platforms/line-works/inbound.ts';
import { BOT, DAY_MS, LINE_EVENT, NO_AMOUNTS, NOW, USER } from './sample-events.ts';

/* Replaces any field of a real event by anything: reading never throws or returns odd values. */

const odd = fc.oneof(
  fc.jsonValue(),
  fc.double(),
  fc.constantFrom(...NO_AMOUNTS, Number.POSITIVE_INFINITY, -0, 2 ** 31, '\ud800', '__proto__'),
  fc.string({ maxLength: 40 }),
  fc.nat({ max: 3000 }).map((length) => '9'.repeat(length)),
  fc.nat({ max: 3000 }).map((length) => `U${'0'.repeat(length)}`),
);

/** An event in which a few fields, at any depth, are missing or hold something else. */
function mutated(whole: object): fc.Arbitrary<unknown> {
  const paths = pathsOf(whole);
  const change = fc.tuple(fc.constantFrom(...paths), fc.option(odd, { nil: undefined }));
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce<unknown>((event, [path, value]) => put(event, path, value), whole),
    );
}

function pathsOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}

function put(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof target !== 'object' || target === null) return target;
  const next = Object.fromEntries(Object.entries(target).filter(([name]) => name !== key));
  const inner = put(Object.entries(target).find(([name]) => name === key)?.[1], rest, value);
  return inner === undefined ? next : { ...next, [key]: inner };
}

const PRINTABLE = /^[!-~]*$/;
const isId = (value: string | null, max: number) =>
  value === null || (value.length <= max && PRINTABLE.test(value));
const isWhole = (value: number | null, max: number) =>
  value === null || (Number.isSafeInteger(value) && value >= 0 && value <= max);

/** What either reader may return. */
function isInRange(content: Content): boolean {
  switch (content.kind) {
    case 'sticker':
      return isId(content.packageId, 20) && isId(content.stickerId, 20);
    case 'location':
      return Math.abs(content.latitude ?? 0) <= 90 && Math.abs(content.longitude ?? 0) <= 180;
    case 'image':
    case 'video':
    case 'audio':
    case 'file': {
      const { contentId, size, durationMs, imageSet: set } = content;
      const isFile =
        isId(contentId, 1000) && isWhole(size, 2 ** 53 - 1) && isWhole(durationMs, DAY_MS);
      if (set === undefined) return isFile;
      return isFile && isId(set.id, 100) && isWhole(set.index, 100) && isWhole(set.total, 100);
    }
    default:
      return true;
  }
}

const MESSAGES = [
  { id: '468789577898262530', type: 'text', text: 'a', emojis: [{ index: 0, length: 1 }] },
  { id: '1', type: 'sticker', packageId: '446', stickerId: '1988', keywords: ['a'], text: 'b' },
  { id: '1', type: 'location', title: 'a', address: 'b', latitude: 35.5, longitude: 139.7 },
  { id: '1', type: 'video', duration: 60_000, contentProvider: { type: 'line' } },
  { id: '1', type: 'file', fileName: 'a.pdf', fileSize: 2138 },
  { id: '1', type: 'image', imageSet: { id: 'E0', index: 1, total: 2 }, quotedMessageId: '5' },
];
const LINE_EVENTS = [
  ...MESSAGES.map((message) => ({ ...LINE_EVENT, message })),
  { ...LINE_EVENT, type: 'unsend', unsend: { messageId: '5' } },
  { ...LINE_EVENT, type: 'postback', postback: { data: 'a=1' } },
  { ...LINE_EVENT, type: 'unfollow' },
  { ...LINE_EVENT, type: 'join', source: { type: 'group', groupId: 'C1', userId: USER } },
];

test('whatever a LINE event contains, the values read from it are in range', () => {
  const event = fc.oneof(...LINE_EVENTS.map(mutated));
  fc.assert(
    fc.property(event, (raw) => {
      const read = readLineEvent(raw, NOW);
      if (read === null) throw new Error('an object is read');
      expect(isWhole(read.occurredAt, NOW)).toBe(true);
      expect(isId(read.eventId, 100) && isId(read.replyToken, 255)).toBe(true);
      const { source, what } = read;
      if (source.kind === 'user') expect(isId(source.userId, 100)).toBe(true);
      if (source.kind === 'group' || source.kind === 'room')
        expect(isId(source.id, 100)).toBe(true);
      if (what.kind === 'unsend') expect(isId(what.messageId, 40)).toBe(true);
      if (what.kind === 'other') expect(what.type.length).toBeLessThanOrEqual(100);
      if (what.kind !== 'message') return;
      expect(isId(what.messageId, 40) && isId(what.quotedMessageId, 40)).toBe(true);
      expect(isInRange(what.content), JSON.stringify(what.content)).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

const WORKS_EVENT = {
  type: 'message',
  source: {
    userId: 'c72af563-0f21-4736-11e4-045237113344',
    channelId: '12345',
    domainId: 40029600,
  },
  issuedTime: '2026-07-31T05:16:05.716Z',
};
const WORKS_EVENTS = [
  { type: 'text', text: 'a', postback: 'b' },
  { type: 'sticker', packageId: '1', stickerId: '1' },
  { type: 'location', address: 'a', latitude: 35.5, longitude: 139.7 },
  { type: 'file', fileId: 'WAAAQPwBexX2HnseNvvM9Zyhvp2kIRF3Ul7L7/aMVti8=' },
].map((content) => ({ ...WORKS_EVENT, content }));
const OTHER_WORKS_EVENTS = [
  { ...WORKS_EVENT, type: 'postback', data: 'a=1' },
  { ...WORKS_EVENT, type: 'joined', members: ['userf7da-f82c-4284-13e7-030f3b4c756x'] },
];

test('whatever a LINE WORKS callback contains, the values read from it are in range', () => {
  const event = fc.oneof(...[...WORKS_EVENTS, ...OTHER_WORKS_EVENTS].map(mutated));
  fc.assert(
    fc.property(event, (raw) => {
      const read = readWorksEvent(BOT, raw, NOW);
      if (read === null) throw new Error('an object is read');
      expect(isWhole(read.issuedAt, NOW)).toBe(true);
      expect(isId(read.userId, 100) && isId(read.channelId, 100) && isId(read.domainId, 100)).toBe(
        true,
      );
      const { what } = read;
      if (what.kind === 'joined') expect(what.members.every((each) => isId(each, 100))).toBe(true);
      if (what.kind === 'message') expect(isInRange(what.content)).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test('JSON as deep as a body allows is read like any other', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
  const message = { id: deep, type: 'text', text: 'a', emojis: deep, keywords: deep };
  expect(readLineEvent({ ...LINE_EVENT, message, unsend: deep }, NOW)?.what).toMatchObject({
    messageId: '',
    content: { kind: 'text', text: 'a' },
  });
  const content = { type: 'text', text: 'a', fileId: deep };
  expect(readWorksEvent(BOT, { ...WORKS_EVENT, content, members: deep }, NOW)?.what).toMatchObject({
    content: { text: 'a' },
  });
});
