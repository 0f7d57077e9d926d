import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanName,
  containsLine,
  DIRECT_MODE_MARK,
  displayName,
  senderName,
  stripDirectMark,
  withoutLine,
} from '../../../src/domain/text/names.ts';
import { leastMs } from '../../helpers/own-time.ts';

const parts = (
  lastName: string | null,
  firstName: string | null,
  nickName: string | null = null,
) => ({
  lastName,
  firstName,
  nickName,
});

describe('cleanName', () => {
  test.each([
    ['花子', '花子'],
    ['  花\n子\t ', '花 子'],
    ['花\u202E子\u2066\u200B', '花子'],
    ['👩‍💻 花子', '👩‍💻 花子'],
    ['👩🏽‍🚀', '👩🏽‍🚀'],
    ['花\u200D子', '花子'],
    ['葛\u{E0100}城', '葛\u{E0100}城'],
    ['▸ 田中', '田中'],
    ['\u200B ▸▸\u00A0 ▸田中', '田中'],
    ['<m userId="all">', '<\u200Bm userId="all">'],
    ['<\u200Bm>', '<\u200Bm>'],
    ['a\uD800', 'a\uFFFD'],
  ])('%j becomes %j', (name, clean) => {
    expect(cleanName(name, '?')).toBe(clean);
  });

  test.each(['', ' ', '\u200B\u3164', '▸', '\u2800', '\u0301', '\uFE0F', '\u202E▸ \u200D'])(
    '%j shows nothing: the fallback',
    (name) => {
      expect(cleanName(name, '名前なし')).toBe('名前なし');
    },
  );

  test('any name becomes one safe line of at most 100', () => {
    const nasty = fc.constantFrom(
      '▸',
      ' ',
      '\n',
      '\u200B',
      '\u202E',
      '<',
      'm',
      '/',
      '👩',
      '\u200D',
      '\uFE0F',
      '\u2800',
    );
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(nasty, { maxLength: 150 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(name, (text) => {
        const clean = cleanName(text, '?');
        expect(clean.length).toBeLessThanOrEqual(100);
        expect(clean.length).toBeGreaterThan(0);
        expect(clean).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(clean).not.toMatch(/<\s*\/?\s*m\b/i);
        expect(clean.trimStart().startsWith(DIRECT_MODE_MARK)).toBe(false);
        expect(cleanName(clean, '?')).toBe(clean);
      }),
    );
  });
});

test('stripDirectMark removes the mark from every line and leaves other text alone', () => {
  expect(stripDirectMark('▸ 田中\n ▸本文 ▸\n\n  字下げ')).toBe('田中\n本文 ▸\n\n  字下げ');
  expect(stripDirectMark('  ふつう\n')).toBe('  ふつう\n');
});

describe('displayName', () => {
  test.each([
    [parts('田中', '太郎'), '田中 太郎'],
    [parts('Tanaka', 'Taro'), 'Taro Tanaka'],
    [parts("O'Neil", 'Zoë'), "Zoë O'Neil"],
    [parts('田中', 'Taro'), '田中 Taro'],
    [parts('田中', null), '田中'],
    [parts(null, ' Taro '), 'Taro'],
    [parts(null, '', 'たろちゃん'), 'たろちゃん'],
    [parts(null, null), ''],
  ])('%j is %j', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });
});

describe('senderName', () => {
  test.each([
    [parts('田中', '太郎'), '田中 太郎'],
    [parts('Line田中', '太郎'), '田中 太郎'],
    [parts('ＬＩＮＥ', '太郎'), '太郎'],
    [parts('LiLINEne', null), '担当'],
    [parts('Featherstonehaugh', 'Maximilian'), 'Featherstonehaugh'],
    [parts('Wolfeschlegelsteinhausenbergerdorff', 'Hubert'), 'Wolfeschlegelsteinh…'],
    [parts(null, null, 'たろ'), 'たろ'],
    [parts(null, null), '担当'],
  ])('%j speaks as %j', (name, shown) => {
    expect(senderName(name, '担当')).toBe(shown);
  });

  test('is never refused by LINE, and contains the family name where it fits', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc
        .array(fc.constantFrom('l', 'I', 'Ｎ', 'e', 'ⓛ', 'ı', '\u200B', ' ', '田'), {
          maxLength: 25,
        })
        .map((all) => all.join('')),
    );
    const part = fc.option(piece);
    fc.assert(
      fc.property(part, part, part, piece, (last, first, nick, fallback) => {
        const name = senderName(parts(last, first, nick), fallback);
        expect(name.length).toBeLessThanOrEqual(20);
        expect(name.trim()).not.toBe('');
        expect(name.normalize('NFKC').toLowerCase()).not.toContain('line');
        expect(name.toUpperCase()).not.toContain('LINE');
        const family = withoutLine(cleanName(last ?? '', ''))
          .replaceAll('\u200B', '')
          .trim();
        if (family !== '' && family.length <= 20) expect(name).toContain(family);
      }),
    );
  });
});

test('containsLine sees through case, width and invisible characters', () => {
  for (const text of [
    'LINE',
    'Caroline',
    'ｌｉｎｅ',
    'L\u200Bi\u00ADne',
    '𝐋𝐈𝐍𝐄',
    'ℓINE',
    'lıne',
    'LİNE',
  ]) {
    expect(containsLine(text)).toBe(true);
  }
  for (const text of ['', 'lin e', 'ライン', 'lime']) expect(containsLine(text)).toBe(false);
});

describe('withoutLine', () => {
  test.each([
    ['LiLINEne', ''],
    ['a LI\u200BNE b', 'a  b'],
    ['liliNENEx', 'x'],
    ['lin', 'lin'],
  ])('%j becomes %j', (text, rest) => {
    expect(withoutLine(text)).toBe(rest);
  });

  test('leaves no "line" behind, and removes nothing else', () => {
    const letters = fc.constantFrom('l', 'I', 'n', 'E', 'ⓛ', 'ﬁ', '㏑', '\u200B', 'x');
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 40 }), (text) => {
        const rest = withoutLine(text);
        expect(containsLine(rest)).toBe(false);
        expect(withoutLine(rest)).toBe(rest);
        if (!containsLine(text)) expect(rest).toBe(text);
      }),
    );
  });

  test('a long name takes no noticeable time', () => {
    const clean = () => {
      expect(withoutLine('li'.repeat(20_000) + 'ne'.repeat(20_000))).toBe('');
      senderName(parts('line'.repeat(20_000), 'x'), '担当');
      cleanName(`${'▸ '.repeat(50_000)}田中`, '?');
    };
    // It once took nine seconds.
    expect(leastMs(clean, 3000)).toBeLessThan(3000);
  });
});
