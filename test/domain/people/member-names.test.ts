import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DirectoryNames,
  nameInLanguages,
  senderNameInLanguages,
} from '../../../src/domain/people/member-names.ts';
import { containsLine } from '../../../src/domain/text/names.ts';

const SUZUKI: DirectoryNames = {
  fullName: '鈴木 翔太',
  lastName: '鈴木',
  firstName: '翔太',
  nickName: null,
  otherNames: [{ language: 'en_US', name: 'Shota Suzuki' }],
};
const NO_PARTS = { lastName: null, firstName: null, nickName: null };
const withNames = (...names: readonly (readonly [string, string])[]): DirectoryNames => ({
  ...SUZUKI,
  otherNames: names.map(([language, name]) => ({ language, name })),
});
const smith = (...names: readonly (readonly [string, string])[]): DirectoryNames => ({
  ...withNames(...names),
  fullName: 'John Smith',
  lastName: 'Smith',
  firstName: 'John',
});

describe('a name for a reader', () => {
  test.each([
    ['en', SUZUKI, 'Shota Suzuki', '鈴木 翔太'],
    ['en-GB', SUZUKI, 'Shota Suzuki', '鈴木 翔太'],
    ['ja', SUZUKI, '鈴木 翔太', null],
    ['ja-JP', SUZUKI, '鈴木 翔太', null],
    ['en', withNames(), '鈴木 翔太', null],
    ['en', withNames(['en_US', ' ']), '鈴木 翔太', null],
    ['en', withNames(['en_US', '鈴木翔太']), '鈴木翔太', null],
    ['ja', withNames(['ja_JP', '鈴木　翔太']), '鈴木 翔太', null],
    ['ja', withNames(['ja_JP', 'スズキ ショウタ']), '鈴木 翔太', null],
    [
      'ko',
      withNames(['en_US', 'Shota Suzuki'], ['ko_KR', '스즈키 쇼타']),
      '스즈키 쇼타',
      '鈴木 翔太',
    ],
    ['zh-Hant-TW', withNames(['zh_CN', '铃木'], ['zh_TW', '鈴木']), '鈴木', '鈴木 翔太'],
    ['zh-HK', withNames(['zh_CN', '铃木'], ['zh_TW', '鈴木']), '鈴木', '鈴木 翔太'],
    ['zh', withNames(['zh_TW', '鈴木'], ['zh_CN', '铃木']), '铃木', '鈴木 翔太'],
    ['zh-TW', withNames(['zh_CN', '铃木']), '铃木', '鈴木 翔太'],
    ['en', smith(), 'John Smith', null],
    ['en', smith(['en_US', 'John Smith']), 'John Smith', null],
    ['ja', smith(['ja_JP', 'ジョン スミス']), 'ジョン スミス', 'John Smith'],
    ['ja', smith(['en_US', 'Johnny Smith']), 'John Smith', null],
    ['en', { ...SUZUKI, ...NO_PARTS, fullName: 'suzuki@midori' }, 'Shota Suzuki', null],
  ] as const)('of %s', (language, names, name, home) => {
    expect(nameInLanguages(names, [language])).toEqual({ name, home });
  });

  test('for several languages comes in the first that the directory has', () => {
    expect(nameInLanguages(SUZUKI, ['th', 'en'])).toEqual({
      name: 'Shota Suzuki',
      home: '鈴木 翔太',
    });
    expect(nameInLanguages(SUZUKI, [])).toEqual({ name: '鈴木 翔太', home: null });
  });
});

describe('a name to speak under on LINE', () => {
  test.each([
    ['Shota Suzuki', 'Shota Suzuki'],
    ['Konstantinos Papadopoulos', 'Papadopoulos'],
    ['Maria Magdalena de la Cruz', 'Magdalena de la Cruz'],
    ['Hubert Wolfeschlegelsteinhausenberger', 'Wolfeschlegelsteinh…'],
    ['Adeline Martin', 'Ade Martin'],
    // No part of it may be shown: the directory's main name stays.
    ['LINE', '鈴木 翔太'],
    ['\u200B', '鈴木 翔太'],
  ])('%s: %s', (name, shown) => {
    expect(senderNameInLanguages(withNames(['en_US', name]), ['en'], '担当')).toBe(shown);
  });

  test('too long and without Latin letters keeps its beginning', () => {
    const names = withNames(['ko_KR', '남궁독고황보제갈사공선우동방 가나다라마바사']);
    expect(senderNameInLanguages(names, ['ko'], '担当')).toBe('남궁독고황보제갈사공선우동방');
  });

  test('stands even where the directory shows no other name', () => {
    const names = { ...SUZUKI, ...NO_PARTS, fullName: 'suzuki@midori' };
    expect(senderNameInLanguages(names, ['en'], '担当')).toBe('Shota Suzuki');
    expect(senderNameInLanguages(names, ['ja'], '担当')).toBe('担当');
  });

  test('for a Japanese reader is unchanged', () => {
    expect(senderNameInLanguages(SUZUKI, ['ja'], '担当')).toBe('鈴木 翔太');
  });

  test('is never empty, too long, or called LINE', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(name, name, fc.constantFrom('en', 'ja', 'ko'), (main, other, language) => {
        const names = { ...withNames(['en_US', other]), fullName: main, lastName: main };
        const shown = senderNameInLanguages(names, [language], '担当');
        expect(shown.length).toBeGreaterThan(0);
        expect(shown.length).toBeLessThanOrEqual(20);
        expect(shown.isWellFormed()).toBe(true);
        expect(containsLine(shown)).toBe(false);
      }),
    );
  });
});
