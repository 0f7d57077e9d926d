import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toKatakana } from '../../../src/domain/text/kana.ts';

test.each([
  ['たなか みさき', 'タナカ ミサキ'],
  ['ぁゔゖゝゞー', 'ァヴヶヽヾー'],
  ['田中 ミサキ abc', '田中 ミサキ abc'],
])('%s is %s', (text, katakana) => {
  expect(toKatakana(text)).toBe(katakana);
});

test('folding again changes nothing, and the length never changes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toKatakana(toKatakana(text))).toBe(toKatakana(text));
      expect(toKatakana(text)).toHaveLength(text.length);
    }),
  );
});
