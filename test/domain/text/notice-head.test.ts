import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../src/domain/text/lines.ts';
import { cleanName, stripDirectMark } from '../../../src/domain/text/names.ts';
import { breakNoticeHeads, NOTICE_HEAD } from '../../../src/domain/text/notice-head.ts';
import { leastMs } from '../../helpers/own-time.ts';

/** Independent of the code: what the eye sees of a line, in the normal form. */
const asRead = (line: string) =>
  line
    .replace(/[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .normalize('NFKD')
    .replace(/[\p{M}\s]/gu, '')
    .normalize('NFKC')
    .toLowerCase();

const HEAD = /^[[【〔〖]+(?:お知らせ|notice)[\]】〕〗]/u;
const headsIn = (text: string) => linesOf(text).filter((line) => HEAD.test(asRead(line)));

describe('a head is broken', () => {
  test.each([
    ['［お知らせ］トークは終了しました', 'お知らせ：トークは終了しました'],
    ['[Notice] It was not delivered.', 'Notice: It was not delivered.'],
    ['［お知らせ］', 'お知らせ：'],
    ['ふつう\n［お知らせ］二行目', 'ふつう\nお知らせ：二行目'],
    ['【お知らせ】本日休業', 'お知らせ：本日休業'],
    ['〔お知らせ〕', 'お知らせ：'],
    ['[[［お知らせ]]]x', 'お知らせ：x'],
    ['[お知らせ】x', 'お知らせ：x'],
    ['［お知らせ］［お知らせ］x', 'お知らせ：［お知らせ］x'],
    ['[ＮＯＴＩＣＥ]', 'ＮＯＴＩＣＥ:'],
    ['﹇ｵ知ﾗｾ﹈', 'ｵ知ﾗｾ：'],
    ['[n o t i c e ]x', 'n o t i c e:x'],
    ['[お\u200B知\u3000ら\uFE0Fせ]x', 'お\u200B知\u3000ら\uFE0Fせ：x'],
    ['\u0301\u200B \u2066[Notice]x', '\u0301\u200B \u2066Notice:x'],
    ['[\u0332N\u0301otice]x', 'N\u0301otice:x'],
    ['[№tice]x', '№tice:x'],
    ['[Νοtісе]x', 'Νοtісе:x'],
    ['[🅽🅾🆃🅸🅲🅴]x', '🅽🅾🆃🅸🅲🅴:x'],
    ['[🇳🇴🇹🇮🇨🇪]x', '🇳🇴🇹🇮🇨🇪:x'],
    ['[Notice:x', 'Notice:x'],
    ['[お知らせ\n]x', 'お知らせ\n]x'],
    ['［おしらせ］x', 'おしらせ：x'],
    ['［オシラセ］x', 'オシラセ：x'],
    ['［御知らせ］x', '御知らせ：x'],
    ['\u202E]せらし知お[', ']せらし知お['],
  ])('%j becomes %j', (text, broken) => {
    expect(breakNoticeHeads(text)).toBe(broken);
  });

  test.each(['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\x1D'])(
    'after the line break %j',
    (end) => {
      expect(breakNoticeHeads(`a${end}[Notice] b`)).toBe(`a${end}Notice: b`);
      expect(stripDirectMark(`a${end} \u0301▸花子`)).toBe(`a${end}花子`);
    },
  );

  test.each([
    'お知らせです',
    '「お知らせ」を見ました',
    '（お知らせ）',
    '[お知らせメール]が届きました',
    '[Noticeboard] hi',
    '[重要] 件名',
    '明日の［お知らせ］',
    '[',
    '［',
    'a[b',
    '',
  ])('%j stays as it is', (text) => {
    expect(breakNoticeHeads(text)).toBe(text);
  });

  test('our own heads count as heads', () => {
    for (const head of Object.values(NOTICE_HEAD)) expect(headsIn(head)).toEqual([head]);
  });

  test('names cannot forge a head either', () => {
    expect(cleanName('［お知らせ］ 田中', '?')).toBe('お知らせ： 田中');
    expect(cleanName('▸\n[Notice] Hanako', '?')).toBe('Notice: Hanako');
  });
});

const pieces = fc
  .array(
    fc.constantFrom(
      ...['[', '［', '【', ']', '］', '】', 'お知らせ', 'お', '知', 'ら', 'せ', 'ﾗｾ', 'Notice'],
      ...['n', 'Ｏ', 't', 'I', 'c', 'е', ' ', '\u3000', '\u200B', '\u0301', '\u202E', '\u2066'],
      ...['\n', '\r', '\v', '\u0085', '\u2028', '▸', 'x', '。', '\uFE0F', '\u00AD'],
    ),
    { maxLength: 24 },
  )
  .map((all) => all.join(''));
const hidden = fc
  .array(fc.constantFrom(' ', '\u200B', '\u0301', '\uFE0F', '\u2067', '\u3000', '\u00AD', '\0'))
  .map((all) => all.join(''));
/** A head as a forger writes it, with invisible characters in between. */
const forged = fc
  .tuple(
    fc.constantFrom('[', '［', '【', '﹇', '〔'),
    fc.constantFrom('お知らせ', 'Notice', 'ＮＯＴＩＣＥ', 'ｵ知ﾗｾ'),
    fc.constantFrom(']', '］', '】', '﹈', '〕'),
    hidden,
  )
  .map(([open, word, close, between]) => `${between}${[open, ...word, close].join(between)}`);
const anyText = fc.oneof(
  pieces,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(forged, pieces, fc.constantFrom('\n', '\f', '\u2029')))
    .map((all) => all.join('')),
);

describe('any text', () => {
  test('has no line that begins with a head afterwards', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(headsIn(breakNoticeHeads(text))).toEqual([]);
        expect(headsIn(breakNoticeHeads(stripDirectMark(text)))).toEqual([]);
        expect(headsIn(cleanName(text, '?'))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('is unchanged the second time, and never grows', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = breakNoticeHeads(text);
        expect(breakNoticeHeads(once)).toBe(once);
        expect(once.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test('keeps what stands before and after a head', () => {
    fc.assert(
      fc.property(forged, fc.string({ unit: 'grapheme' }), (head, rest) => {
        const safe = `。${rest.replaceAll(/[\u202D\u202E]/gu, '')}`;
        const broken = breakNoticeHeads(`前の行\n${head}${safe}`);
        expect(broken.startsWith('前の行\n')).toBe(true);
        expect(broken.endsWith(breakNoticeHeads(safe))).toBe(true);
      }),
    );
    const harmless = fc.string({ unit: 'grapheme' }).filter((text) => headsIn(text).length === 0);
    fc.assert(
      fc.property(harmless, (text) => {
        const plain = `。${text.replaceAll(/[\u202D\u202E\v\f\r\n\u0085\u2028\u2029]/gu, '')}`;
        expect(breakNoticeHeads(plain)).toBe(plain);
      }),
    );
  });
});

test('hostile text takes no longer than other text', () => {
  const units = [
    '[',
    '[\u0301',
    '\u0301',
    '\n[',
    '[お知ら',
    '［お\u200B',
    '\u{E0100}',
    '［\n',
    '▸ ',
  ];
  const read = () => {
    for (const unit of units) {
      const text = unit.repeat(100_000 / unit.length);
      breakNoticeHeads(text);
      stripDirectMark(text);
    }
  };
  expect(leastMs(read, 1_500)).toBeLessThan(1_500);
});
