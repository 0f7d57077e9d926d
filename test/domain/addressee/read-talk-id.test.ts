import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTalkId } from '../../../src/domain/addressee/read-talk-id.ts';
import { invitePath, loginIdFault } from '../../../src/domain/addressee/talk-id.ts';
import { talkId } from '../../../src/domain/ids.ts';
import { foldId } from '../../../src/domain/text/fold-id.ts';
import { leastMs } from '../../helpers/own-time.ts';

const idIn = (text: string, hasOpenRoom = false) => readTalkId(text, { hasOpenRoom })?.id ?? null;

/** Characters that keyboards, converters and scanners write for a hyphen. */
const DASHES = [
  ...'-‐‑‒–—―−－﹣﹘ーｰ一⼀〜～~〰゠⸺⸻⁃⁓֊־᠆⸗⁻₋˗─━┄╌➖⎯ㅡￚ¯￣ˉ\u00AD㇐',
  '➖\uFE0F',
  '\u200B–\u200B',
];

describe('without an open room', () => {
  test.each([
    ['トークID: tanaka', 'tanaka'],
    ['トークＩＤ：ｔａｎａｋａ', 'tanaka'],
    ['ﾄｰｸID tanaka', 'tanaka'],
    ['トークIDtanaka', 'tanaka'],
    ['トークIDはtanakaです', 'tanaka'],
    ['Talk ID: Tanaka.T', 'tanaka.t'],
    ['TalkID x', 'x'],
    ['my talk id is tanaka.', 'tanaka'],
    ['My Talk ID: tanaka. Please call me', 'tanaka'],
    ['Talk ID: tanaka, thank you', 'tanaka'],
    ['こんにちは、トークID: tanaka です', 'tanaka'],
    ['トークIDって何？トークID: tanaka', 'tanaka'],
    ['トークID:\n「tanaka」', 'tanaka'],
    ['トークID: @tanaka', 'tanaka'],
    ['トークID: tanaka😊よろしく', 'tanaka'],
    ['トークID: tanaka（田中さん）です', 'tanaka'],
    ['トークID: tanaka입니다', 'tanaka'],
    ['トークID: tanaka - 見積もりの件', 'tanaka'],
    ['\u200Etanaka\u200B ', 'tanaka'],
    ['TANAKA', 'tanaka'],
    ['talkid', 'talkid'],
    ['talkid-tanaka', 'talkid-tanaka'],
    ['ｔａｎａｋａ。', 'tanaka'],
    ['satoーhanako', 'sato-hanako'],
    ['トークID: satoーhanako です。相談です', 'sato-hanako'],
    ['トークID: ｓａｔｏ‐ｈａｎａｋｏです', 'sato-hanako'],
    ['トークID: sato-hanakoさんをお願いします', 'sato-hanako'],
    ['トークID: a–b—c_d.e', 'a-b-c_d.e'],
  ])('%j names %s', (text, id) => {
    expect(idIn(text)).toBe(id);
  });

  test.each(['tanaka@midori', 'トークID: tanaka@midori', 'Talk ID: TANAKA@Midori.'])(
    '%j names the group, too',
    (text) => {
      expect(readTalkId(text, { hasOpenRoom: false })).toMatchObject({
        id: 'tanaka',
        group: 'midori',
      });
    },
  );

  test.each([
    ['トークID: tanaka', 'alone'],
    ['TalkID x', 'alone'],
    ['TalkID:tanaka', 'alone'],
    ['talkid=「tanaka」', 'alone'],
    ['トークID:「tanaka」。', 'alone'],
    ['tanaka', 'bare'],
    ['satoーhanako', 'bare'],
    ['「tanaka」', 'bare'],
    ['トークIDはtanakaです', 'in-sentence'],
    ['こんにちは トークID: tanaka', 'in-sentence'],
  ])('%j has the form %s', (text, form) => {
    expect(readTalkId(text, { hasOpenRoom: false })?.form).toBe(form);
  });

  test.each([
    '',
    'こんにちは',
    'こんにちは tanaka',
    'hello tanaka',
    'トークIDって何ですか',
    'talkidtanaka です',
    'talk ideas',
    '1',
    '@tanaka',
    'x'.repeat(41),
    'https://example.com/',
    'トークID: +tanaka',
    'トークID: ーtanaka',
    'トークID: 田中tanaka',
    'トークID: étanaka',
  ])('%j names no possible Talk ID', (text) => {
    expect(idIn(text) ?? '').not.toMatch(/^[a-z0-9._-]{1,40}$/);
  });
});

const PAIRS = [
  '「」',
  '『』',
  '""',
  "''",
  '“”',
  '‘’',
  '（）',
  '()',
  '[]',
  '［］',
  '【】',
  '<>',
  '＜＞',
].concat([
  '〈〉',
  '《》',
  '〔〕',
  '{}',
  '«»',
  '‹›',
  '〝〟',
  '``',
  '„“',
  '｢｣',
  '≪≫',
  '❝❞',
  '❛❜',
  '「『』」',
  '“(）”',
]);

test.each(PAIRS)('%s around an ID are ignored: bare, labelled and in a sentence', (pair) => {
  const half = [...pair].length / 2;
  const [open, close] = [[...pair].slice(0, half).join(''), [...pair].slice(half).join('')];
  const quoted = `${open}satoーhanako${close}`;
  for (const text of [quoted, `トークID: ${quoted}`, `トークIDは${quoted}です。相談です`]) {
    expect(idIn(text)).toBe('sato-hanako');
  }
  expect(idIn(`トークID: ${quoted}`, true)).toBe('sato-hanako');
});

test.each(DASHES)('%j between letters of an ID is a hyphen', (dash) => {
  for (const text of [`sato${dash}hanako`, `トークID: ＳＡＴＯ${dash}Hanako`]) {
    expect(idIn(text)).toBe('sato-hanako');
  }
  expect(idIn(`トークID: sato${dash}hanako`, true)).toBe('sato-hanako');
  expect(idIn(`トークID: sato${dash}hanako です`, false)).toBe('sato-hanako');
});

test.each([
  'sato+hanako',
  'sato・hanako',
  'sato･hanako',
  'sato·hanako',
  'sato•hanako',
  'sato@',
  'sato -hanako',
  'sato - hanako',
  'sato ー hanako',
  'sato .hanako',
  'sato _hanako',
  'sato @elsewhere',
  'sato\n-hanako',
  'satoー',
  'sato〜です',
  'sató',
  'sato\u0335',
  'satо', // a Cyrillic о
  'satoñ',
  'sato²é',
  'sato/hanako',
  'sato\\hanako',
  'sato&hanako',
  'sato=hanako',
  'sato,hanako',
  'sato、hanako',
  'sato。hanako',
  'sato!hanako',
  'sato:hanako',
  'sato"hanako',
  'sato(hanako)',
  '"sato"-hanako',
  '「sato」-hanako',
  '「sato」hanako',
  'sato😊hanako',
  'sato１\u20E3',
  'sato٣',
])('%j is never sato, and is reported as no ID', (written) => {
  for (const text of [`トークID: ${written}`, `お願い。トークIDは${written}`]) {
    const id = idIn(text);
    expect(id).not.toBeNull();
    expect(id).not.toMatch(/^(?:sat|sato|hanako)$/);
  }
  for (const text of [written, `${written}です`, `トークID: ${written} です`]) {
    expect(['sat', 'sato', 'hanako']).not.toContain(idIn(text));
  }
  expect(['sat', 'sato', 'hanako']).not.toContain(idIn(`トークID: ${written}`, true));
});

describe('with an open room', () => {
  test.each([
    'トークID: tanaka',
    ' トークＩＤ：ＴＡＮＡＫＡ\n',
    'Talk ID: tanaka',
    'talkid:tanaka',
    'トークID tanaka',
    'トークID: 「tanaka」',
    'トークID: tanaka。',
  ])('%j counts', (text) => {
    expect(readTalkId(text, { hasOpenRoom: true })).toEqual({
      id: 'tanaka',
      group: null,
      form: 'alone',
    });
  });
  test.each([
    'tanaka',
    '「tanaka」',
    'トークID: tanaka です',
    'こんにちは、トークID: tanaka',
    'talk id please',
    'トークIDEA',
    'トークIDはok',
    'トークID: a\nb',
    'トークID: satoーhanakoさんへ',
  ])('%j is a message to the room', (text) => {
    expect(readTalkId(text, { hasOpenRoom: true })).toBeNull();
  });
});

const validId = fc
  .string({ unit: fc.constantFrom(...'abz019._-'), minLength: 2, maxLength: 40 })
  .filter((id) => loginIdFault(id) === null);

test('every possible Talk ID is found in its own invite, in either state, any width and any dash', () => {
  fc.assert(
    fc.property(validId, fc.boolean(), fc.constantFrom(...DASHES), (id, hasOpenRoom, dash) => {
      const link = new URL(invitePath('@303akjlx', talkId(id)));
      const said = decodeURIComponent(link.search.slice(1));
      const wide = said.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
      const dashed = said.replace(/(?<=[a-z0-9])-(?=[a-z0-9])/g, dash);
      for (const text of [said, wide, dashed]) expect(idIn(text, hasOpenRoom)).toBe(id);
      expect(idIn(id.toUpperCase())).toBe(id);
      expect(idIn(id, true)).toBeNull();
    }),
  );
});

const hasWord = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

test('an ID found in a text is never the beginning or end of something longer', () => {
  const anything = fc.oneof(
    fc.constantFrom(
      ...DASHES,
      '+',
      '・',
      '@',
      '.',
      '_',
      '/',
      ',',
      '、',
      '!',
      '「',
      '」',
      '(',
      '😊',
      'é',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
  );
  fc.assert(
    fc.property(validId, anything, validId, fc.boolean(), (one, between, other, hasOpenRoom) => {
      fc.pre(!/\s/u.test(foldId(`a${between}a`)));
      // A word of Japanese parts what stands on its two sides.
      fc.pre(!hasWord.test(foldId(`a${between}a`)));
      const written = foldId(`${one}${between}${other}`);
      const found = readTalkId(`トークID: ${written}`, { hasOpenRoom });
      const all = found?.group == null ? found?.id : `${found.id}@${found.group}`;
      if (all === one || all === other) expect(written).toBe(all);
    }),
    { numRuns: 300 },
  );
});

test('folding again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(...DASHES, 'a', 'ｂ', '1', ' ', '\u00AD', '\u200B'),
          fc.string({ unit: 'binary', maxLength: 2 }),
        ),
        { maxLength: 12 },
      ),
      (parts) => {
        const once = foldId(parts.join(''));
        expect(foldId(once)).toBe(once);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('hostile text is read quickly', () => {
  const all = [
    'トークid: '.repeat(2_000),
    `トークid: a${'.'.repeat(10_000)}あ`,
    `トークid: a${' -'.repeat(10_000)}あ`,
    `トークid: a${'"'.repeat(10_000)}-`,
    `トークid: a${'ー'.repeat(10_000)}`,
    `${'「'.repeat(10_000)}a`,
    `${'トークid「'.repeat(4_000)}`,
    `a${'ー'.repeat(10_000)}`.repeat(2),
    `${' '.repeat(10_000)}あ`,
  ];
  const read = () => {
    for (const hostile of all) {
      readTalkId(hostile, { hasOpenRoom: false });
      readTalkId(hostile, { hasOpenRoom: true });
    }
  };
  expect(leastMs(read, 500)).toBeLessThan(500);
});
