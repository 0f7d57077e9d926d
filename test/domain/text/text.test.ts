import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clip,
  clipGraphemes,
  fold,
  neutraliseMarkup,
  splitText,
  wellFormed,
} from '../../../src/domain/text/text.ts';
import { isBlank } from '../../../src/domain/text/visible.ts';
import { leastMs } from '../../helpers/own-time.ts';

const family = '👨‍👩‍👧‍👦';
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom('a', ' ', '\n', '\r\n', '。', family, 'が', '🇯🇵', '\u0301', '漢'), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);
const boundaries = (text: string) =>
  new Set([...new Intl.Segmenter('ja').segment(text)].map(({ index }) => index));

describe('splitText', () => {
  test('leaves a text that fits in one piece, and makes no piece of an empty text', () => {
    expect(splitText('', 10)).toEqual([]);
    expect(splitText('0123456789', 10)).toEqual(['0123456789']);
  });

  test('breaks after a newline, else a space or 。, in the last quarter', () => {
    expect(splitText('abcde\n h ijk', 9)).toEqual(['abcde\n h ', 'ijk']);
    expect(splitText('abcdefg\n h ijk', 10)).toEqual(['abcdefg\n', ' h ijk']);
    expect(splitText('あいうえおか。きくけこ', 8)).toEqual(['あいうえおか。', 'きくけこ']);
    expect(splitText('a bcdefghijk', 8)).toEqual(['a bcdefg', 'hijk']);
  });

  test('never cuts a grapheme that fits', () => {
    expect(splitText(`abc${family}`, 11)).toEqual(['abc', family]);
  });

  test('cuts a grapheme longer than the limit between code points', () => {
    const zalgo = `a${'\u0301'.repeat(9)}`;
    expect(splitText(zalgo, 4).map((piece) => piece.length)).toEqual([4, 4, 2]);
    expect(splitText('😀'.concat('\u{1F3FD}'), 3)).toEqual(['😀', '\u{1F3FD}']);
  });

  test('blanks that would form a piece of their own join a neighbour or are dropped', () => {
    const full = 'あ'.repeat(5000);
    expect(splitText(`${full}\n\n\n`, 5000)).toEqual([full]);
    expect(splitText(`${full}\u200B\u3000\uFE0F`, 5000)).toEqual([full]);
    expect(splitText(`abcdef\n${' '.repeat(3)}`, 8)).toEqual(['abcdef\n']);
    expect(splitText(`${'\n'.repeat(12_000)}x`, 5000)).toEqual([`${'\n'.repeat(2000)}x`]);
    expect(splitText(`x${'\n'.repeat(12_000)}y`, 5000)).toHaveLength(2);
  });

  test.each([
    '',
    ' \n\t',
    '\u3000',
    '\u200B\u200D\u2060\uFEFF',
    '\u2800\u3164\uFFA0\u115F',
    '\uFE0F\u{E0100}\u180B',
    '\u200E\u202E\u2066\u061C',
    '\u00AD\u034F\u{E0041}',
    '\0\x07\u0085\u2028',
    '\u{1D159}',
  ])('%j shows nothing and makes no piece', (text) => {
    expect(isBlank(text)).toBe(true);
    expect(splitText(text, 5000)).toEqual([]);
    expect(splitText(text.repeat(6000), 5000)).toEqual([]);
  });

  test.each(['.', '\u0301', '\u0600', 'ﾞ', '\uFFFD', '　゛'])('%j shows', (text) => {
    expect(splitText(text, 5000)).toEqual([text]);
  });

  const mostlyBlank = fc
    .array(
      fc.constantFrom(' ', '\n', '\u3000', '\u200B', '\u2800', 'a', '。', 'が', '\r\n', family),
      {
        maxLength: 90,
      },
    )
    .map((parts) => parts.join(''));

  test('keeps the order of all that shows, the limit, and no blank piece', () => {
    const shown = (text: string) => [...text].filter((one) => !isBlank(one)).join('');
    fc.assert(
      fc.property(
        fc.oneof(anyText, mostlyBlank),
        fc.integer({ min: 2, max: 30 }),
        (text, limit) => {
          const pieces = splitText(text, limit);
          expect(shown(pieces.join(''))).toBe(shown(text));
          expect(pieces.filter((piece) => piece.length > limit)).toEqual([]);
          expect(pieces.filter(isBlank)).toEqual([]);
          if (text.isWellFormed())
            expect(pieces.filter((piece) => !piece.isWellFormed())).toEqual([]);
        },
      ),
    );
  });

  test('loses nothing where no piece would be blank, and cuts only where it may', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 30 }), (text, limit) => {
        const pieces = splitText(text, limit);
        fc.pre(pieces.join('') === text);
        const atGrapheme = boundaries(text);
        const longest = Math.max(
          0,
          ...[...new Intl.Segmenter('ja').segment(text)].map(({ segment }) => segment.length),
        );
        let at = 0;
        for (const piece of pieces) {
          if (longest <= limit) expect(atGrapheme.has(at)).toBe(true);
          at += piece.length;
        }
      }),
    );
    const visible = fc.string({ unit: fc.constantFrom('a', '。', 'が', family), maxLength: 60 });
    fc.assert(
      fc.property(visible, fc.integer({ min: 12, max: 30 }), (text, limit) => {
        expect(splitText(text, limit).join('')).toBe(text);
      }),
    );
  });

  test('is quick on long text of any kind', () => {
    const split = () => {
      for (const unit of ['\n', 'あ', '\u0301', ' \u200B', 'a\n'])
        splitText(unit.repeat(50_000), 2000);
    };
    expect(leastMs(split, 1_000)).toBeLessThan(1_000);
  });
});

describe('neutraliseMarkup', () => {
  test.each([
    '<m userId="all">',
    '< m userId="all">',
    '</m>',
    '< / M >',
    '<\n\tm>',
    '<\u200D\u2060m>',
    '＜ｍ userId="all">',
    '<\u0338m>',
    '﹤ⓜ>',
    '<<m>',
  ])('%j is made inert', (text) => {
    expect(neutraliseMarkup(text)).not.toBe(text);
    expect(neutraliseMarkup(text).replaceAll('\u200B', '')).toBe(text);
  });

  test('leaves everything else unchanged', () => {
    for (const text of ['a < b', '<b>', '<3 mm', 'm>', 'mail@example.com', '<', '<  ']) {
      expect(neutraliseMarkup(text)).toBe(text);
    }
  });

  test('no text mentions a person afterwards, and a second pass changes nothing', () => {
    const pieces = fc.constantFrom(
      '<',
      '＜',
      'm',
      'M',
      'ｍ',
      '/',
      ' ',
      '\n',
      '\u200B',
      '\uFEFF',
      'x',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const once = neutraliseMarkup(parts.join(''));
        expect(once).not.toMatch(/<\s*\/?\s*m\b/i);
        expect(once.normalize('NFKC')).not.toMatch(/<\s*\/?\s*m/i);
        expect(neutraliseMarkup(once)).toBe(once);
      }),
    );
  });

  test('is quick on hostile text', () => {
    const neutralise = () => {
      neutraliseMarkup(`<${' '.repeat(20_000)}`.repeat(5));
      neutraliseMarkup('<'.repeat(100_000));
    };
    expect(leastMs(neutralise, 1_000)).toBeLessThan(1_000);
  });
});

describe('clip', () => {
  test('keeps what fits and ends in … otherwise', () => {
    expect(clip('12345', 5)).toBe('12345');
    expect(clip('123456', 5)).toBe('1234…');
    expect(clip(`ab${family}`, 6)).toBe('ab…');
    expect(clip('abc', 0)).toBe('');
  });

  test('keeps the limit, and never half a grapheme', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, max) => {
        expect(clip(text, max).length).toBeLessThanOrEqual(max);
        expect(clip(text, max).isWellFormed()).toBe(true);
      }),
    );
  });

  test('counts graphemes where the platform does', () => {
    expect(clipGraphemes(family.repeat(20), 20)).toBe(family.repeat(20));
    expect(clipGraphemes(family.repeat(21), 20)).toBe(`${family.repeat(19)}…`);
    expect(clipGraphemes('abc', 0)).toBe('');
  });
});

describe('fold', () => {
  test('forgives width, case and spacing', () => {
    expect(fold('　ＭＥＭＢＥＲ \n ﾘｽﾄ ')).toBe('member リスト');
  });

  test('a second pass changes nothing, for every code point', () => {
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
      const once = fold(String.fromCodePoint(codePoint));
      if (fold(once) !== once) expect.fail(`U+${codePoint.toString(16)}`);
    }
  });
});

test('wellFormed replaces lone surrogates', () => {
  expect(wellFormed('a\uD83Db😀')).toBe('a\uFFFDb😀');
});
