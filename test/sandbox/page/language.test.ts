import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageLanguage } from '../../../sandbox/page/words/language.ts';

test.each([
  ['en', 'ja', 'en'],
  ['ja', 'en-US,en;q=0.9', 'ja'],
  [undefined, undefined, 'ja'],
  [undefined, '', 'ja'],
  [undefined, '*', 'ja'],
  [undefined, 'en-US,en;q=0.9', 'en'],
  [undefined, 'ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
  [undefined, 'en;q=0.5, ja;q=0.7', 'ja'],
  [undefined, 'ja;q=0, en', 'en'],
  [undefined, 'fr-FR, fr;q=0.9', 'en'],
  ['de', 'en', 'en'],
])('asked for %s, a browser with %s gets %s', (asked, accepted, language) => {
  expect(pageLanguage(asked, accepted)).toBe(language);
});

test('any header gives one of the two', () => {
  fc.assert(
    fc.property(fc.option(fc.string(), { nil: undefined }), fc.string(), (asked, accepted) => {
      expect(['ja', 'en']).toContain(pageLanguage(asked, accepted));
    }),
  );
});
