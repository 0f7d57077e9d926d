import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import {
  bigramQuery,
  bigramTokens,
  normaliseForSearch,
  SEARCHED_MAX,
  searchedPart,
} from '../../../src/domain/text/bigrams.ts';

const db = new Database(':memory:');
db.exec(
  `CREATE VIRTUAL TABLE t USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61')`,
);
const insert = db.prepare('INSERT OR REPLACE INTO t (rowid, grams) VALUES (1, ?)');
const search = db.prepare('SELECT count(*) FROM t WHERE t MATCH ?').pluck();
afterAll(() => db.close());

function isFound(text: string, wanted: string): boolean {
  insert.run(bigramTokens(text));
  const query = bigramQuery(wanted);
  return query !== null && search.get(query) === 1;
}

test('tokens and queries', () => {
  expect(bigramTokens('東京')).toBe('6771x4eac 4eacx');
  expect(bigramTokens('')).toBe('');
  expect(bigramQuery('東京都')).toBe('"6771x4eac 4eacx90fd"');
  expect(bigramQuery('東')).toBe('6771x*');
  expect(bigramQuery(' \n')).toBeNull();
});

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
  const { codePoints, cut } = searchedPart(text);
  expect(codePoints.length).toBeLessThanOrEqual(SEARCHED_MAX);
  expect(cut).toBe(true);
  expect(bigramTokens(text).split(' ').length).toBeLessThanOrEqual(SEARCHED_MAX);
  expect(isFound(text, [...normaliseForSearch(text.slice(0, 20))].slice(0, 9).join(''))).toBe(true);
  expect(isFound(text, text)).toBe(true);
});

test('any text that LINE allows is searched whole', () => {
  for (const text of ['東京特許許可局。'.repeat(625), 'a'.repeat(5000), '😀'.repeat(2500)]) {
    expect(searchedPart(text).cut).toBe(false);
  }
});

test('a text of any length has a searched beginning, and says whether there is more', () => {
  const piece = fc.constantFrom('a', '東', '\ufdfa', '😀', '\ud83d', 'e\u0301', '  ', '㌀');
  const text = fc.tuple(piece, fc.nat({ max: 12_000 })).map(([each, n]) => each.repeat(n));
  fc.assert(
    fc.property(text, (said) => {
      const { codePoints, cut } = searchedPart(said);
      const normal = [...normaliseForSearch(said)];
      const length = Math.min(codePoints.length, SEARCHED_MAX - 2);
      expect(codePoints.slice(0, length)).toEqual(normal.slice(0, length));
      if (!cut) expect(codePoints.join('')).toBe(normaliseForSearch(said));
      expect(codePoints.length).toBeLessThanOrEqual(SEARCHED_MAX);
    }),
    { numRuns: 60 },
  );
});
