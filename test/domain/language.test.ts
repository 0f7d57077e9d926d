import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageCalled, languageOf, languageOfWords } from '../../src/domain/language.ts';

test.each([
  ['ja', 'ja'],
  ['ja-JP', 'ja'],
  ['ja_JP', 'ja'],
  ['JA-Jpan-JP', 'ja'],
  ['en', 'en'],
  ['ko_KR', 'en'],
  ['jav', 'en'],
] as const)('%s reads %s', (tag, language) => {
  expect(languageOf(tag, language === 'ja' ? 'en' : 'ja')).toBe(language);
});

test('without a tag, the fallback is used', () => {
  for (const tag of [null, undefined, '', 'und']) expect(languageOf(tag, 'ja')).toBe('ja');
  expect(languageOf(null, 'en')).toBe('en');
});

test.each([
  ['link on', 'en'],
  ['ＬＩＮＫ　ＯＮ', 'en'],
  ['連携 有効', 'ja'],
  ['ﾍﾙﾌﾟ', 'ja'],
  ['へるぷ', 'ja'],
  ['LINE 連携', 'ja'],
  ['?', null],
  ['？', null],
  ['123', null],
  ['', null],
  ['🙂', null],
] as const)('%j is in the letters of %s', (words, language) => {
  expect(languageOfWords(words)).toBe(language);
});

test.each([
  ['ja', 'ja'],
  ['JA', 'ja'],
  ['ｊａ', 'ja'],
  ['ja-JP', 'ja'],
  ['Japanese', 'ja'],
  ['日本語', 'ja'],
  [' 日本語 ', 'ja'],
  ['にほんご', 'ja'],
  ['en', 'en'],
  ['ＥＮ', 'en'],
  ['en_US', 'en'],
  ['English', 'en'],
  ['英語', 'en'],
  ['fr', null],
  ['フランス語', null],
  ['jaen', null],
  ['ja en', null],
  ['constructor', null],
  ['__proto__', null],
  ['', null],
] as const)('%j is called %s', (name, language) => {
  expect(languageCalled(name)).toBe(language);
});

test('every text has one language or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['ja', 'en', null]).toContain(languageOfWords(text));
      expect(['ja', 'en', null]).toContain(languageCalled(text));
    }),
  );
});
