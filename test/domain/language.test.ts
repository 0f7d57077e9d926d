import { expect, test } from 'vitest';
import { languageOf } from '../../src/domain/language.ts';

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

test('without a tag, the fallback', () => {
  for (const tag of [null, undefined, '', 'und']) expect(languageOf(tag, 'ja')).toBe('ja');
  expect(languageOf(null, 'en')).toBe('en');
});
