import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isForeignLineEvent,
  lineEventWithoutContent,
  worksEventWithoutContent,
} from '../../../bridge/receive/without-content.ts';
import { botId } from '../../../src/domain/ids.ts';
import { readLineEvent } from '../../../src/platforms/line/inbound.ts';
import { readWorksEvent } from '../../../src/platforms/line-works/inbound.ts';

/** What is kept of an event that does not concern us, and what is not. */

const WORDS = 'ひみつの言葉';
/** Words in every possible place, and values of every other kind. */
const content = fc.oneof(
  fc.constant(WORDS),
  fc.constant({ type: 'text', id: '1', text: WORDS, mention: { mentionees: [{ text: WORDS }] } }),
  fc.constant([WORDS, { [WORDS]: WORDS }]),
  fc.json({ maxDepth: 3 }).map((json): unknown => JSON.parse(json)),
);
const types = fc.constantFrom(
  'message',
  'postback',
  'unsend',
  'join',
  'leave',
  'things',
  'none yet',
);
const id = fc.stringMatching(/^[UCR][0-9a-f]{32}$/);

test('of LINE: where it happened and its type, and no word of it', () => {
  const source = fc.record({
    type: fc.constantFrom('group', 'room', 'user', 'planet'),
    userId: id,
    groupId: id,
    roomId: id,
    extra: content,
  });
  const event = fc.record({
    type: types,
    mode: fc.constantFrom('active', 'standby'),
    timestamp: fc.nat(),
    webhookEventId: fc.stringMatching(/^01[0-9A-Z]{24}$/),
    source,
    message: content,
    postback: content,
    unsend: content,
    somethingNew: content,
  });
  fc.assert(
    fc.property(event, (whole) => {
      const kept = lineEventWithoutContent(whole);
      expect(JSON.stringify(kept)).not.toContain(WORDS);
      const [before, after] = [readLineEvent(whole), readLineEvent(kept)];
      for (const field of ['eventId', 'occurredAt', 'standby', 'source'] as const) {
        expect(after?.[field]).toEqual(before?.[field]);
      }
      expect(isForeignLineEvent(kept)).toBe(isForeignLineEvent(whole));
    }),
  );
});

test('of LINE WORKS: the same', () => {
  const event = fc.record({
    type: types,
    source: fc.record({ userId: id, channelId: id, domainId: fc.nat(), extra: content }),
    issuedTime: fc.constant('2026-11-22T09:00:00.000Z'),
    content,
    data: content,
    members: content,
  });
  fc.assert(
    fc.property(event, (whole) => {
      const kept = worksEventWithoutContent(whole);
      expect(JSON.stringify(kept)).not.toContain(WORDS);
      const [before, after] = [whole, kept].map((each) => readWorksEvent(botId('1'), each));
      for (const field of ['domainId', 'issuedAt', 'channelId', 'userId'] as const) {
        expect(after?.[field]).toEqual(before?.[field]);
      }
    }),
  );
});

test('words in place of an id, a time or a type are not kept', () => {
  const long = WORDS.repeat(20);
  const event = { type: long, timestamp: long, source: { type: 'group', groupId: long } };
  expect(lineEventWithoutContent(event)).toEqual({ source: { type: 'group' } });
  expect(worksEventWithoutContent({ type: { text: WORDS }, source: WORDS })).toEqual({
    source: {},
  });
  for (const odd of [null, 7, WORDS, [WORDS]]) {
    expect(lineEventWithoutContent(odd)).toBeNull();
    expect(worksEventWithoutContent(odd)).toBeNull();
  }
});

test.each([
  [{ mode: 'standby', source: { type: 'user' } }, true],
  [{ mode: 'active', source: { type: 'group' } }, true],
  [{ source: { type: 'room' } }, true],
  [{ mode: 'active', source: { type: 'user' } }, false],
  [{ source: 'group' }, false],
  [{}, false],
  [null, false],
  ['standby', false],
])('%j is foreign: %s', (event, foreign) => {
  expect(isForeignLineEvent(event)).toBe(foreign);
});
