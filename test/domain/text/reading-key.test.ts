import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingKey } from '../../../src/domain/text/reading-key.ts';

/** Compares texts as SQLite does: byte by byte. */
const compare = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));
const key = (fullName: string, phonetic: string | null = null) =>
  readingKey({ fullName, phonetic });
const inOrder = (people: readonly (readonly [name: string, reading: string | null])[]) =>
  people.toSorted((one, other) => compare(key(...one), key(...other))).map(([name]) => name);

describe('in order of reading', () => {
  test('the sample company', () => {
    expect(
      inOrder([
        ['高橋 由美子', 'タカハシ ユミコ'],
        ['田中 美咲', 'たなか みさき'],
        ['中村 恵', 'ﾅｶﾑﾗ ﾒｸﾞﾐ'],
        ['佐藤 健一', 'サトウ ケンイチ'],
        ['田中 大輔', 'タナカ ダイスケ'],
        ['グエン ラン', 'グエン ラン'],
        ['小林 直樹', 'コバヤシ ナオキ'],
      ]),
    ).toEqual([
      'グエン ラン',
      '小林 直樹',
      '佐藤 健一',
      '高橋 由美子',
      '田中 大輔',
      '田中 美咲',
      '中村 恵',
    ]);
  });

  test.each([
    ['of one family, the given name', 'タナカ ミサキ', 'タナカベ アイ'],
    ['a mark counts only where all else is equal', 'ガモウ', 'カワイ'],
    ['and then the plain one is first', 'カキ', 'カギ'],
    ['half voiced after voiced', 'バン', 'パン'],
    ['small kana are read as large ones', 'ショウジ アイ', 'シラカワ アイ'],
    ['and come before them where all else is equal', 'キャク', 'キヤク'],
    ['a long mark is the vowel before it', 'オウミ', 'オーノ'],
    ['so it stands among those', 'オーノ', 'オオハシ'],
    ['a mark that repeats the kana', 'イスヾ', 'イズミ'],
  ])('%s: %s before %s', (_why, first, second) => {
    expect(compare(key('x', first), key('x', second))).toBeLessThan(0);
  });

  test('hiragana, half width and katakana sort together', () => {
    expect(key('x', 'たなか')).toBe(key('y', 'ﾀﾅｶ'));
    expect(key('x', 'タナカ')).toBe(key('y', 'たなか'));
  });
});

describe('a person without a reading', () => {
  test('comes last, by name', () => {
    expect(
      inOrder([
        ['鈴木 一郎', null],
        ['佐藤 健', ''],
        ['Emily Clark', null],
        ['渡辺 わかな', 'ワタナベ ワカナ'],
        ['Anna Bell', 'ｱﾝﾅ ﾍﾞﾙ'],
      ]),
    ).toEqual(['Anna Bell', '渡辺 わかな', 'Emily Clark', '佐藤 健', '鈴木 一郎']);
  });

  test.each(['さくら', 'グエン ラン', 'ｱﾝﾅ', 'マリー・アン'])(
    'unless the name, %s, is written in kana: it is its own reading',
    (name) => {
      expect(key(name)).toBe(key('名前', name));
    },
  );

  test.each(['ー', '・', ' '])('%j alone is no reading', (name) => {
    expect(compare(key(name), key('ん', null))).toBeGreaterThan(0);
  });
});

const readings = fc.string({
  unit: fc.constantFrom(...'アカガサザタダナハバパマヤャユラリルワンーヽッ '),
  maxLength: 12,
});

test('kana decide first, and marks only between equal kana', () => {
  const large = fc.string({
    unit: fc.constantFrom(...'アカガサザタダナハバパマヤユラリルワン'),
    minLength: 1,
    maxLength: 6,
  });
  const plain = (reading: string) => reading.normalize('NFD').replace(/[\u3099\u309A]/gu, '');
  const marks = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
  const voiced = (reading: string, which: readonly boolean[]) =>
    [...reading]
      .map((kana, at) => (which[at] && /[カサタハ]/u.test(kana) ? `${kana}\u3099` : kana))
      .join('')
      .normalize('NFC');
  fc.assert(
    fc.property(large, large, (one, other) => {
      const byKana = compare(plain(one), plain(other));
      fc.pre(byKana !== 0);
      expect(compare(key('名', one), key('名', other))).toBe(byKana);
    }),
  );
  fc.assert(
    fc.property(large, marks, (reading, which) => {
      const bare = plain(reading);
      const marked = voiced(bare, which);
      expect(Math.sign(compare(key('名', bare), key('名', marked)))).toBe(bare === marked ? 0 : -1);
    }),
  );
});

test('people with a reading come before people without one, whatever their names', () => {
  const anything = fc.string({ unit: fc.constantFrom(...'たタﾀ田a ー・\u3099😀') });
  fc.assert(
    fc.property(
      anything,
      readings,
      fc.constantFrom('佐藤', 'Emily', '😀'),
      (name, reading, other) => {
        fc.pre(reading.trim() !== '');
        expect(compare(key(name, reading), key(`${other}${name}`))).toBeLessThan(0);
      },
    ),
  );
});
