import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { talkId } from '../../src/domain/ids.ts';
import { invitePath, loginIdFault, readTalkId, talkIdOf } from '../../src/domain/talk-id.ts';

test('the Talk ID is the local part of the login ID', () => {
  expect(talkIdOf('Tanaka.T@example.com')).toBe('tanaka.t');
  expect(talkIdOf('tanaka')).toBe('tanaka');
  for (const none of [null, '', ' ', '@example']) expect(talkIdOf(none)).toBeNull();
});

describe('loginIdFault', () => {
  test.each(['t1', 'tanaka', 'ta.na-ka_', '0'.repeat(40), 'info'])('%s may be held', (id) => {
    expect(loginIdFault(id)).toBeNull();
  });
  test.each(['', 't', 'T1', '.tanaka', '-t', 'tanaka.', 'ta..naka', '田中', '0'.repeat(41), 'a b'])(
    '%j has wrong characters',
    (id) => {
      expect(loginIdFault(id)).toBe('characters');
    },
  );
  test.each(['admin', 'administrator', 'admin2', 'root', 'support', 'works', 'help', 'members'])(
    '%s is reserved',
    (id) => {
      expect(loginIdFault(id)).toBe('reserved');
    },
  );
});

describe('readTalkId without an open room', () => {
  test.each([
    ['トークID: tanaka', 'tanaka'],
    ['トークＩＤ：ｔａｎａｋａ', 'tanaka'],
    ['ﾄｰｸID tanaka', 'tanaka'],
    ['トークIDtanaka', 'tanaka'],
    ['トークIDはtanakaです', 'tanaka'],
    ['Talk ID: Tanaka.T', 'tanaka.t'],
    ['TalkID x', 'x'],
    ['my talk id is tanaka.', 'tanaka'],
    ['こんにちは、トークID: tanaka です', 'tanaka'],
    ['トークID:\n「tanaka」', 'tanaka'],
    ['トークID: tanaka@example', 'tanaka'],
    ['\u200Etanaka\u200B ', 'tanaka'],
    ['TANAKA', 'tanaka'],
    ['ｔａｎａｋａ。', 'tanaka'],
    ['tanaka@example.com', 'tanaka'],
  ])('%j names %s', (text, id) => {
    expect(readTalkId(text, { hasOpenRoom: false })).toBe(id);
  });

  test.each([
    '',
    'こんにちは',
    'こんにちは tanaka',
    'hello tanaka',
    'トークIDって何ですか',
    'talkidtanaka です',
    '1',
    'x'.repeat(41),
    'https://example.com/',
  ])('%j names none', (text) => {
    expect(readTalkId(text, { hasOpenRoom: false })).toBeNull();
  });
});

describe('readTalkId with an open room', () => {
  test.each([
    'トークID: tanaka',
    ' トークＩＤ：ＴＡＮＡＫＡ\n',
    'Talk ID: tanaka',
    'talkid:tanaka',
    'トークID tanaka',
    'トークID: 「tanaka」',
  ])('%j counts', (text) => {
    expect(readTalkId(text, { hasOpenRoom: true })).toBe('tanaka');
  });
  test.each([
    'tanaka',
    'トークID: tanaka です',
    'こんにちは、トークID: tanaka',
    'talk id please',
    'トークIDEA',
    'トークIDはok',
    'トークID: a\nb',
  ])('%j is a message to the room', (text) => {
    expect(readTalkId(text, { hasOpenRoom: true })).toBeNull();
  });
});

const validId = fc
  .stringMatching(/^[a-z0-9][a-z0-9._-]{1,39}$/)
  .filter((id) => loginIdFault(id) === null);

test('every possible Talk ID is found in its own invite, in either state and any width', () => {
  fc.assert(
    fc.property(validId, fc.boolean(), (id, hasOpenRoom) => {
      const link = new URL(invitePath('@303akjlx', talkId(id)));
      const said = decodeURIComponent(link.search.slice(1));
      const wide = said.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
      expect(readTalkId(said, { hasOpenRoom })).toBe(id);
      expect(readTalkId(wide, { hasOpenRoom })).toBe(id);
      expect(readTalkId(id.toUpperCase(), { hasOpenRoom: false })).toBe(id);
      expect(readTalkId(id, { hasOpenRoom: true })).toBeNull();
    }),
  );
});

test('reading takes no long even on hostile text', () => {
  const started = performance.now();
  for (const hostile of [
    'トークid: '.repeat(2_000),
    `トークid: a${'.'.repeat(10_000)}あ`,
    `${' '.repeat(10_000)}あ`,
  ]) {
    readTalkId(hostile, { hasOpenRoom: false });
    readTalkId(hostile, { hasOpenRoom: true });
  }
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('the invite link is percent-encoded as LINE wants it', () => {
  expect(invitePath('@303akjlx', talkId('tanaka'))).toBe(
    'https://line.me/R/oaMessage/%40303akjlx/?%E3%83%88%E3%83%BC%E3%82%AFID%3A%20tanaka',
  );
});
