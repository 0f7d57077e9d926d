import fc from 'fast-check';
import { expect, test } from 'vitest';
import { termsOf, termsOfPhrase } from '../../../src/domain/audit-index/terms.ts';
import {
  normaliseForSearch,
  SEARCHED_MAX,
  searchedText,
} from '../../../src/domain/text/searched-text.ts';

/** By its terms, and then by its words, as the search of the log does. */
function isFound(text: string, wanted: string): boolean {
  const [there, phrase] = [searchedText(text).folded, searchedText(wanted).folded];
  if (phrase === '') return false;
  const terms = termsOf(there);
  const mayBe = termsOfPhrase(phrase).every((term) => terms.has(term));
  const is = there.includes(phrase);
  // The index leaves nothing out; a character or a pair it even tells for sure.
  expect(mayBe || !is).toBe(true);
  if ([...phrase].length <= 2) expect(mayBe).toBe(is);
  return is;
}

test.each([
  ['東京都港区', '東京', true],
  ['東京都港区', '区', true],
  ['東京都港区', '京都', true],
  ['京都 東', '東京', false],
  ['ABC', 'ｂｃ', true],
  ['a  b', 'a b', true],
  ['ﾊﾟﾝﾀﾞ', 'パンダ', true],
  ['ΟΔΟΣ ΜΟΥ', 'οδοσ', true],
  ['a" OR b', '" or', true],
  ['ab', 'abc', false],
])('in %j, %j: %s', (text, wanted, found) => {
  expect(isFound(text, wanted)).toBe(found);
});

const unicode = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('a', 'B', ' ', '東', '京', '都', '😀', 'が', '"', '*', '\0'), {
      maxLength: 12,
    })
    .map((all) => all.join('')),
);

test('every substring of any text is found', () => {
  fc.assert(
    fc.property(unicode, fc.nat(), fc.nat(), (text, a, b) => {
      const codePoints = [...normaliseForSearch(text)];
      const from = codePoints.length === 0 ? 0 : a % codePoints.length;
      const wanted = codePoints.slice(from, from + 1 + (b % 8)).join('');
      expect(isFound(text, wanted)).toBe(normaliseForSearch(wanted) !== '');
    }),
    { numRuns: 500 },
  );
});

test('only texts that contain the search are found', () => {
  const short = fc.string({
    unit: fc.constantFrom('a', 'b', '東', '京', ' ', '😀', 'x', '6'),
    maxLength: 6,
  });
  fc.assert(
    fc.property(short, short, (text, wanted) => {
      const normal = normaliseForSearch(wanted);
      expect(isFound(text, wanted)).toBe(
        normal !== '' && normaliseForSearch(text).includes(normal),
      );
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['8888888', ['電話は8888888です', '88888888', '1 8888888'], ['08888', '888888 8', '8a8888']],
  ['ｗｗｗ', ['wwwwww', 'もうwww'], ['ww w', 'ww']],
  ['ーーーー', ['ああーーーーーーーーーーー'], ['ーーー', 'ーー、ーー']],
])('%s is told from shorter runs by its terms alone', (wanted, texts, others) => {
  const phrase = termsOfPhrase(normaliseForSearch(wanted));
  const mayBe = (text: string) => {
    const terms = termsOf(normaliseForSearch(text));
    return phrase.every((term) => terms.has(term));
  };
  expect(texts.map(mayBe)).toEqual(texts.map(() => true));
  expect(others.map(mayBe)).toEqual(others.map(() => false));
});

test('a text of runs is found by any part of it', () => {
  const run = fc
    .tuple(fc.constantFrom('8', 'w', 'あ', '😀', '-'), fc.integer({ min: 1, max: 12 }))
    .map(([each, n]) => each.repeat(n));
  fc.assert(
    fc.property(fc.array(run, { minLength: 1 }), fc.nat(), fc.nat(), (runs, a, b) => {
      const codePoints = [...runs.join('')];
      const from = a % codePoints.length;
      const wanted = codePoints.slice(from, from + 1 + (b % 20)).join('');
      expect(isFound(codePoints.join(''), wanted)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a whole long message can be searched for', () => {
  const long = '東京特許許可局。'.repeat(1_000);
  expect(isFound(long, long)).toBe(true);
});

test.each([
  ['one character that becomes eighteen', '\ufdfa'.repeat(5000)],
  ['the same among others', '\ufdfax'.repeat(2500)],
  ['squares of four', '㌀'.repeat(5000)],
  ['a body full of them', '\ufdfa'.repeat(300_000)],
])('%s costs no more than a long text, and is found by its beginning', (_, text) => {
  const { folded, cut } = searchedText(text);
  expect([...folded].length).toBeLessThanOrEqual(SEARCHED_MAX);
  expect(cut).toBe(true);
  expect(termsOf(folded).size).toBeLessThanOrEqual(2 * SEARCHED_MAX);
  expect(isFound(text, [...normaliseForSearch(text.slice(0, 20))].slice(0, 9).join(''))).toBe(true);
  expect(isFound(text, text)).toBe(true);
});

test('any text that LINE allows is searched whole', () => {
  for (const text of ['東京特許許可局。'.repeat(625), 'a'.repeat(5000), '😀'.repeat(2500)]) {
    expect(searchedText(text).cut).toBe(false);
  }
});

test('a text of any length has a searched beginning, and says whether there is more', () => {
  const piece = fc.constantFrom('a', '東', '\ufdfa', '😀', '\ud83d', 'e\u0301', '  ', '㌀');
  const text = fc.tuple(piece, fc.nat({ max: 12_000 })).map(([each, n]) => each.repeat(n));
  fc.assert(
    fc.property(text, (said) => {
      const { folded, cut } = searchedText(said);
      const codePoints = [...folded];
      const normal = [...normaliseForSearch(said.toWellFormed())];
      const length = Math.min(codePoints.length, SEARCHED_MAX - 2);
      expect(codePoints.slice(0, length)).toEqual(normal.slice(0, length));
      if (!cut) expect(folded).toBe(normaliseForSearch(said.toWellFormed()));
      expect(codePoints.length).toBeLessThanOrEqual(SEARCHED_MAX);
    }),
    { numRuns: 60 },
  );
});
