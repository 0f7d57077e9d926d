import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writerOf } from '../../../bridge/relay/writer-of.ts';

const NOW = 1_700_000_000_000;
const line = (event: unknown, rest: object = {}) =>
  writerOf({
    platform: 'line',
    account: '165',
    verdict: 'act',
    body: JSON.stringify(event),
    receivedAt: NOW,
    ...rest,
  });
const works = (event: unknown, rest: object = {}) =>
  line(event, { platform: 'line-works', account: '200', ...rest });

const SAID = {
  type: 'message',
  mode: 'active',
  timestamp: NOW - 5,
  source: { type: 'user', userId: 'U1' },
  replyToken: 'r1',
};

test('a LINE user who wrote or pressed, with the token for a free answer', () => {
  const writer = {
    side: 'line',
    channelId: '165',
    lineUserId: 'U1',
    replyToken: 'r1',
    occurredAt: NOW - 5,
    did: 'message',
  };
  expect(line(SAID)).toEqual(writer);
  expect(line({ ...SAID, type: 'postback' })).toEqual({ ...writer, did: 'press' });
  expect(line({ ...SAID, replyToken: 5.5, timestamp: 'x' })).toEqual({
    ...writer,
    replyToken: null,
    occurredAt: NOW,
  });
  expect(line({ ...SAID, timestamp: NOW + 1e12 })).toMatchObject({ occurredAt: NOW });
});

test('a user whom LINE does not name, by the message’s own reply token', () => {
  expect(line({ ...SAID, source: { type: 'user' } })).toMatchObject({
    lineUserId: null,
    replyToken: 'r1',
    did: 'message',
  });
});

test('a member who wrote or pressed, and where', () => {
  const source = { userId: 'm1', channelId: 'c1' };
  expect(works({ type: 'message', source, content: { type: 'text', text: 'a' } })).toEqual({
    side: 'line-works',
    botId: '200',
    memberId: 'm1',
    channelId: 'c1',
    text: 'a',
    did: 'message',
  });
  const pressed = { type: 'message', source, content: { text: 'はい', postback: 'confirm:1' } };
  expect(works(pressed)).toMatchObject({ did: 'press', text: 'はい' });
  expect(works({ type: 'postback', source: { userId: 'm1' }, data: 'x' })).toMatchObject({
    did: 'press',
    channelId: null,
    text: null,
  });
});

test.each([
  ['standby', { ...SAID, mode: 'standby' }],
  ['a group', { ...SAID, source: { type: 'group', groupId: 'C1', userId: 'U1' } }],
  ['a press of somebody unnamed', { ...SAID, type: 'postback', source: { type: 'user' } }],
  [
    'somebody unnamed without a reply token',
    { ...SAID, source: { type: 'user' }, replyToken: null },
  ],
  ['no source', { ...SAID, source: null }],
  ['a follow', { ...SAID, type: 'follow' }],
  ['an unsend', { ...SAID, type: 'unsend' }],
  ['a list', [SAID]],
  ['nothing', null],
])('%s gets no answer', (_, event) => {
  expect(line(event)).toBeNull();
});

test('ignored and unreadable events get no answer either', () => {
  expect(line(SAID, { verdict: 'not-ours' })).toBeNull();
  expect(works(SAID, { verdict: 'stale' })).toBeNull();
  expect(line(SAID, { body: null })).toBeNull();
  expect(line(SAID, { body: '{"type":' })).toBeNull();
});

test('no body makes it throw', () => {
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record(
        {
          type: fc.constantFrom('message', 'postback'),
          source: fc.jsonValue(),
          content: fc.jsonValue(),
        },
        { requiredKeys: ['type'] },
      )
      .map((event) => JSON.stringify(event)),
  );
  fc.assert(
    fc.property(body, (raw) => {
      line(null, { body: raw });
      works(null, { body: raw });
    }),
  );
});
