import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markFound } from '../../../src/domain/text/found-places.ts';
import { normaliseForSearch } from '../../../src/domain/text/searched-text.ts';

const shown = (text: string, phrases: readonly string[]) =>
  markFound(text, phrases)
    .map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text))
    .join('');

test.each([
  ['見積もりをお願いします', ['見積'], '[見積]もりをお願いします'],
  ['Estimate, ESTIMATE', ['estimate'], '[Estimate], [ESTIMATE]'],
  ['ＥＳＴは①番の㈱です', ['est', '1', '(株)'], '[ＥＳＴ]は[①]番の[㈱]です'],
  ['ﾄﾞｱを開ける', ['ドア'], '[ﾄﾞｱ]を開ける'],
  ['が と が', ['が'], '[が] と [が]'],
  ['a   b', ['a b'], '[a   b]'],
  ['aaaa', ['aa'], '[aaaa]'],
  ['abcd', ['bc', 'cd', 'abcd'], '[abcd]'],
  ['東京都京都', ['東京', '京都'], '[東京都京都]'],
  ['絵文字👨‍👩‍👧です', ['👨‍👩‍👧'], '絵文字[👨‍👩‍👧]です'],
  ['<b>', ['b'], '<[b]>'],
  ['か\u3099き', ['が'], '[か\u3099]き'],
  ['e\u0301a', ['é'], '[e\u0301]a'],
  ['e\u0301a', ['e'], 'e\u0301a'],
  ['葛\u{E0100}城', ['葛'], '[葛\u{E0100}]城'],
  ['a\r\nb', ['a b'], '[a\r\nb]'],
  ['何もない', ['あり', ''], '何もない'],
  ['', ['a'], ''],
])('%s by %j', (text, phrases, marked) => {
  expect(shown(text, phrases)).toBe(marked);
});

test('a text keeps every character, and what is marked holds a phrase', () => {
  const words = fc.string({
    unit: fc.constantFrom('か\u3099', 'e\u0301', 'ｶﾞ', '👨\u200D👩', ...'aAＡ①1 　がｶ㈱株()ςσ👍\n'),
  });
  fc.assert(
    fc.property(words, fc.array(words, { maxLength: 3 }), (text, phrases) => {
      const pieces = markFound(text, phrases);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      const wanted = phrases.map(normaliseForSearch).filter((phrase) => phrase !== '');
      for (const { text: piece } of pieces.filter(({ isFound }) => isFound)) {
        const normal = normaliseForSearch(piece);
        expect(wanted.some((phrase) => normal.includes(phrase.trim()))).toBe(true);
      }
    }),
  );
});
