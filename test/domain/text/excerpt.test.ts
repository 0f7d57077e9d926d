import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt } from '../../../src/domain/text/excerpt.ts';
import { normaliseForSearch } from '../../../src/domain/text/searched-text.ts';

const LONG = `${'あ'.repeat(100)}見積${'い'.repeat(100)}ＭＥＭＯ${'う'.repeat(100)}`;

test.each([
  ['短い文', ['文'], 20, '短い文'],
  [LONG, [], 20, `${'あ'.repeat(19)}…`],
  [LONG, ['ありません'], 20, `${'あ'.repeat(19)}…`],
  [LONG, ['見積'], 20, `…${'あ'.repeat(8)}見積${'い'.repeat(8)}…`],
  [LONG, ['memo', '見積'], 20, '…ああ見積いい……いいＭＥＭＯうう…'],
  [`見積${LONG}`, ['見積'], 20, `見積${'あ'.repeat(17)}…`],
])('%#', (text, phrases, max, expected) => {
  expect(excerpt(text, phrases, max)).toBe(expected);
});

test('an excerpt keeps its limit, and contains every phrase that fits', () => {
  const letter = fc.constantFrom('a', 'B', 'あ', 'ア', 'ｱ', ' ', '\n', '😀', 'が', '①', 'ς');
  const words = (most: number) =>
    fc.array(letter, { minLength: 1, maxLength: most }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(words(80), fc.nat(), fc.nat({ max: 5 }), fc.nat(), (text, a, length, b) => {
      const letters = [...text];
      const phrases = [a, b].map((at) => {
        const from = at % letters.length;
        return letters.slice(from, from + 1 + length).join('');
      });
      const shown = excerpt(text, phrases, 40);
      expect(shown.length).toBeLessThanOrEqual(40);
      expect(shown.isWellFormed()).toBe(true);
      for (const phrase of phrases) {
        expect(normaliseForSearch(shown)).toContain(normaliseForSearch(phrase));
      }
    }),
    { numRuns: 300 },
  );
});
