import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineUserId, memberId, talkId, talkRoomId } from '../../../src/domain/ids.ts';
import {
  decodePress,
  encodePress,
  LONGEST_PRESS,
  languageOfPress,
  mayPress,
  type Press,
  type PressPlace,
  pressIn,
} from '../../../src/domain/messages/press.ts';

/** Any text, lone surrogates and our own separators included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(':', '%', '3', 'A', '2', '5', '\ud83d', '名'), maxLength: 20 }),
);
const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const room = whole.map(talkRoomId);
const about = fc.constantFrom('name' as const, 'block' as const, 'close' as const);

const anyPress: fc.Arbitrary<Press> = fc.oneof(
  fc.record({ do: fc.constant('to' as const), question: anyText, roomId: room }),
  fc.record({ do: fc.constant('more' as const), question: anyText, page: whole }),
  fc.record({ do: fc.constantFrom('go' as const, 'leave' as const), roomId: room }),
  fc.record({ do: fc.constantFrom('members' as const, 'leaving' as const), page: whole }),
  fc.record({
    do: fc.constant('open' as const),
    talkId: anyText.map(talkId),
    memberId: anyText.map(memberId),
  }),
  fc.record({ do: fc.constantFrom('invite' as const, 'help' as const) }),
  fc.record({
    do: fc.constant('lang' as const),
    language: fc.constantFrom('ja' as const, 'en' as const),
  }),
  fc.record({ do: fc.constant('list' as const), page: whole }),
  fc.record({ do: fc.constant('which' as const), about, page: whole, rest: anyText }),
  fc.record({ do: about, roomId: room, rest: anyText }),
  fc.record({
    do: fc.constantFrom('closing' as const, 'keep' as const, 'new-room' as const),
    roomId: room,
  }),
  fc.record({
    do: fc.constantFrom('leave-now' as const, 'close-now' as const, 'block-now' as const),
    roomId: room,
    askedAt: whole,
  }),
  fc.record({ do: fc.constant('unblock' as const), lineUserId: anyText.map(lineUserId) }),
  fc.record({
    do: fc.constantFrom('confirm' as const, 'cancel' as const, 'accept-directory' as const),
    token: anyText,
  }),
  fc.record({ do: fc.constant('run' as const), line: anyText }),
  fc.record({
    do: fc.constant('choose' as const),
    page: whole,
    command: anyText,
    rest: anyText,
    who: anyText,
    linkedOnly: fc.boolean(),
  }),
);

describe('what a button sends', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(anyPress, (press) => {
        expect(decodePress(encodePress(press))).toEqual(press);
      }),
    );
  });

  test('has one form: nothing else is read as a press', () => {
    const nearly = fc.tuple(anyPress, anyText, fc.nat({ max: 60 })).map(([press, extra, at]) => {
      const data = encodePress(press);
      return `${data.slice(0, at)}${extra}${data.slice(at)}`;
    });
    fc.assert(
      fc.property(
        fc.oneof(
          nearly,
          anyText.map((text) => `kakehashi:${text}`),
        ),
        (data) => {
          const press = decodePress(data);
          if (press !== null) expect(encodePress(press)).toBe(data);
        },
      ),
    );
  });

  test('tells the language of its message, once, and stays the same press', () => {
    fc.assert(
      fc.property(anyPress, fc.constantFrom('ja' as const, 'en' as const), (press, language) => {
        const data = encodePress(press);
        const marked = pressIn(data, language);
        expect(languageOfPress(data)).toBeNull();
        expect(languageOfPress(marked)).toBe(language);
        expect(decodePress(marked)).toEqual(press);
        expect(pressIn(marked, language === 'ja' ? 'en' : 'ja')).toBe(marked);
        expect(marked.length - data.length).toBe(1000 - LONGEST_PRESS);
      }),
    );
    expect(pressIn('menu-of-theirs', 'ja')).toBe('menu-of-theirs');
    for (const data of [null, '', '%ja', 'kakehashi:go:1:ja', 'kakehashi:go:1%fr', 'x:go:1%ja']) {
      expect(languageOfPress(data)).toBeNull();
    }
  });

  test('from other makers is no press', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'grapheme', maxLength: 300 })), (data) => {
        fc.pre(!data.startsWith('kakehashi:'));
        expect(decodePress(data)).toBeNull();
      }),
    );
  });

  test.each([
    'open',
    'open:tanaka:b1f0c8a2',
    'go:1',
    'leave:1',
    'leaving:0',
    'members',
    'members:0',
    'to:abc:1',
    'more:abc:1',
    'own:list:0',
    'own:closing:1',
    'confirm:abc',
    'cancel:abc',
    'run:status',
    'choose:{"page":0}',
    'accept-directory:abc',
    'kakehashi',
    'kakehashi:',
    'KAKEHASHI:go:1',
    ' kakehashi:go:1',
    'kakehashi:go',
    'kakehashi:go:',
    'kakehashi:go:1:',
    'kakehashi:go:01',
    'kakehashi:leave-now:1',
    'kakehashi:leave-now:1:-1',
    'kakehashi:block-now:1:2:3',
    'kakehashi:go:1.0',
    'kakehashi:go:-1',
    'kakehashi:go:NaN',
    'kakehashi:go:Infinity',
    'kakehashi:go:9007199254740993',
    'kakehashi:go:１',
    'kakehashi:which:else:0:',
    'kakehashi:choose:0:a:b:c:2',
    'kakehashi:run:a:b',
    'kakehashi:run:100%',
    'kakehashi:lang:fr',
    'kakehashi:lang:',
    'kakehashi:go:1%ja%en',
    'kakehashi:go:1%fr',
    'kakehashi:go:1%ja ',
    'kakehashi:toString',
    'kakehashi:__proto__:1',
    '',
  ])('%j is no press', (data) => {
    expect(decodePress(data)).toBeNull();
  });

  test('fits LINE (300 characters) and LINE WORKS (1000)', () => {
    const token = 'x'.repeat(24);
    const roomId = talkRoomId(Number.MAX_SAFE_INTEGER);
    const page = Number.MAX_SAFE_INTEGER;
    const onLine: Press[] = [
      { do: 'to', question: token, roomId },
      { do: 'more', question: token, page },
      { do: 'leave', roomId },
      { do: 'leave-now', roomId, askedAt: page },
      { do: 'members', page },
      { do: 'open', talkId: talkId('a'.repeat(40)), memberId: memberId('m'.repeat(100)) },
    ];
    for (const press of onLine) expect(encodePress(press).length).toBeLessThanOrEqual(300);
    const rest = ':'.repeat(250);
    const longest = encodePress({ do: 'which', about: 'block', page, rest });
    expect(longest.length).toBeLessThanOrEqual(1000);
  });
});

describe('where a button may be pressed', () => {
  const ALL: readonly PressPlace[] = ['line', 'members', 'commands', 'talk-room'];
  const placesOf = (press: Press) => ALL.filter((place) => mayPress(press, { places: [place] }));
  const roomId = talkRoomId(7);

  test.each<[Press, PressPlace[]]>([
    [{ do: 'to', question: 't', roomId }, ['line', 'members']],
    [{ do: 'more', question: 't', page: 0 }, ['line', 'members']],
    [{ do: 'go', roomId }, ['line']],
    [{ do: 'leave', roomId }, ['line']],
    [{ do: 'members', page: 0 }, ['line']],
    [{ do: 'leaving', page: 0 }, ['line']],
    [{ do: 'open', talkId: talkId('tanaka'), memberId: memberId('m') }, ['line']],
    [{ do: 'list', page: 0 }, ['members']],
    [{ do: 'lang', language: 'en' }, ['members', 'talk-room']],
    [{ do: 'unblock', lineUserId: lineUserId('U1') }, ['members']],
    [{ do: 'block', roomId, rest: '' }, ['members']],
    [{ do: 'new-room', roomId }, ['members']],
    [{ do: 'closing', roomId }, ['members', 'talk-room']],
    [{ do: 'keep', roomId }, ['members', 'talk-room']],
    [{ do: 'leave-now', roomId, askedAt: 0 }, ['line']],
    [{ do: 'close-now', roomId, askedAt: 0 }, ['members', 'talk-room']],
    [{ do: 'block-now', roomId, askedAt: 0 }, ['members', 'talk-room']],
    [{ do: 'confirm', token: 't' }, ['commands']],
    [{ do: 'cancel', token: 't' }, ['commands']],
    [{ do: 'accept-directory', token: 't' }, ['commands']],
    [{ do: 'run', line: 'status' }, ['commands']],
  ])('%o: %j', (press, places) => {
    expect(placesOf(press)).toEqual(places);
  });

  test('in a talk room a button about another room does not count', () => {
    const at = (id: number) => ({ places: ['talk-room'] as const, roomId: talkRoomId(id) });
    expect(mayPress({ do: 'closing', roomId }, at(7))).toBe(true);
    expect(mayPress({ do: 'closing', roomId }, at(8))).toBe(false);
    expect(mayPress({ do: 'lang', language: 'ja' }, at(8))).toBe(true);
  });

  test('outside all places no button counts', () => {
    fc.assert(
      fc.property(anyPress, (press) => {
        expect(mayPress(press, { places: [] })).toBe(false);
      }),
    );
  });
});
