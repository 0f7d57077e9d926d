import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldName } from '../../../src/domain/text/fold-name.ts';

const same = 'タナカ ミサキ';

test.each([
  'タナカ ミサキ',
  'たなか みさき',
  'ﾀﾅｶ ﾐｻｷ',
  'たなカ ﾐさキ',
  'たなか　みさき',
  '  たなか   ミサキ ',
])('%j reads タナカ ミサキ', (written) => {
  expect(foldName(written)).toBe(same);
});

test.each([
  ['ばんどう', 'ﾊﾞﾝﾄﾞｳ'],
  ['ぱく', 'ﾊﾟｸ'],
  // Decomposed, as some computers write it, and with the mark typed after it.
  ['が', 'か\u3099'],
  ['が', 'か゛'],
  ['ぱ', 'は゜'],
  ['ゔぃお', 'ヴィオ'],
  ['わ\u3099', 'ヷ'],
  ['いすゞ', 'イスヾ'],
  ['メアリー', 'ﾒｱﾘｰ'],
  ['ゟ', 'ヨリ'],
])('%j is %j', (one, other) => {
  expect(foldName(one)).toBe(foldName(other));
});

test.each([
  ['はし', 'ばし'],
  ['やつ', 'やっ'],
  ['田中', 'タナカ'],
])('%s is not %s', (one, other) => {
  expect(foldName(one)).not.toBe(foldName(other));
});

/** Kana that exist in every form. */
const KANA =
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽぁぃぅぇぉっゃゅょ';
const katakana = (text: string) =>
  [...text].map((kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60)).join('');
const halfWidth = (text: string) =>
  [...katakana(text).normalize('NFD')].map((sign) => HALF.get(sign) ?? sign).join('');
/** From each full-width sign to its half-width form. */
const HALF = new Map(
  Array.from({ length: 0xff9f - 0xff65 + 1 }, (_, at) => {
    const half = String.fromCodePoint(0xff65 + at);
    return [half.normalize('NFKC'), half];
  }),
);

test('a reading folds the same however its kana are written, mixed ones included', () => {
  const forms = [
    (text: string) => text,
    katakana,
    halfWidth,
    (text: string) => text.normalize('NFD'),
  ];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...KANA), fc.nat(3)), { minLength: 1, maxLength: 12 }),
      (letters) => {
        const hiragana = letters.map(([kana]) => kana).join('');
        const mixed = letters.map(([kana, form]) => forms[form]?.(kana) ?? kana).join('');
        expect(foldName(mixed)).toBe(foldName(hiragana));
        expect(foldName(mixed)).toBe(katakana(hiragana));
      },
    ),
  );
});

test('folding again changes nothing', () => {
  const unit = fc.oneof(
    fc.nat(0xffff).map((code) => String.fromCharCode(code)),
    fc.constantFrom(...'かガﾀﾞ\u3099\u309A゛゜わヺゟ㍻- ', '一', '\u00AD'),
  );
  fc.assert(
    fc.property(
      fc.array(unit).map((units) => units.join('')),
      (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text));
      },
    ),
  );
});
