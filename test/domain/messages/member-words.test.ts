import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMemberSaid } from '../../../src/domain/messages/member-words.ts';

const read = (text: string, slashOptional = false) => readMemberSaid(text, { slashOptional });

test.each([
  ['/招待', { word: 'invite' }],
  ['／一覧', { word: 'list' }],
  [' /ＨＥＬＰ ', { word: 'help' }],
  ['/ 閉じる', { word: 'close' }],
  ['/名前　山田様 （本店）', { word: 'name', name: '山田様 （本店）' }],
  ['/name', { word: 'name', name: '' }],
  ['/unblock Hanako', { word: 'unblock', who: 'Hanako' }],
  ['/ブロック解除', { word: 'unblock', who: '' }],
  ['/言語', { word: 'lang', called: '' }],
  ['／ＬＡＮＧ　en', { word: 'lang', called: 'en' }],
  ['/language 日本語', { word: 'lang', called: '日本語' }],
])('%j is a command', (text, word) => {
  expect(read(text)).toEqual({ kind: 'word', word });
});

test.each(['/', '/abc', '/閉じる 山田', '/閉じるね', '／', '/ 12月'])(
  '%j is no command',
  (text) => {
    expect(read(text)).toEqual({ kind: 'unknown', said: text.trim() });
  },
);

test.each([
  ['//help', '/help'],
  ['／／help', '／help'],
  ['/／x', '／x'],
  ['///', '//'],
  [' //x', ' /x'],
  ['閉じる', '閉じる'],
  ['12/24', '12/24'],
])('%j is relayed as %j', (text, plain) => {
  expect(read(text)).toEqual({ kind: 'plain', text: plain });
});

test('in the 1:1 room a command needs no slash', () => {
  expect(read('ヘルプ', true)).toEqual({ kind: 'word', word: { word: 'help' } });
  expect(read('ヘルプをください', true)).toEqual({ kind: 'plain', text: 'ヘルプをください' });
  expect(read('一覧 をください', true)).toEqual({ kind: 'plain', text: '一覧 をください' });
  expect(read('名前 山田', true)).toEqual({ kind: 'word', word: { word: 'name', name: '山田' } });
  expect(read('ブロック解除　山田', true)).toEqual({
    kind: 'word',
    word: { word: 'unblock', who: '山田' },
  });
});

test('any text can be sent: one extra slash before a slash is removed again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sent = `/${text}`;
      expect(read(`/${sent}`)).toEqual({ kind: 'plain', text: sent });
    }),
  );
});
