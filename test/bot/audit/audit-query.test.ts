import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainFault } from '../../../bot/audit/audit-answer.ts';
import { readAuditQuery, type TypedQuery } from '../../../bot/audit/audit-query.ts';
import { AUDIT_KINDS, kindNames, readKind } from '../../../bot/audit/audit-words.ts';
import { openQuote } from '../../../src/domain/text/tokens.ts';
import { wordsOf } from '../../../src/words/words.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const read = (line: string) => readAuditQuery(line.normalize('NFKC').trim(), NOW);
const query = (line: string): TypedQuery => {
  const found = read(line);
  if ('fault' in found) throw new Error(`${line}: ${JSON.stringify(found)}`);
  return found;
};
const names = (list: TypedQuery['members']) => list.map(({ words }) => words.join(' '));

describe('words and phrases', () => {
  test.each([
    ['見積もり お願い', ['見積もり', 'お願い']],
    ['"来週の 見積" 明日', ['来週の 見積', '明日']],
    ['「来週の 見積」『a b』“c d” ”e f” 〝g h〟', ['来週の 見積', 'a b', 'c d', 'e f', 'g h']],
    [
      'it\'s 15" 10:30 https://example.com/?a=b:c :)',
      ["it's", '15"', '10:30', 'https://example.com/?a=b:c', ':)'],
    ],
    ['"Re: 見積" "種類:画像"', ['Re: 見積', '種類:画像']],
    ['"" 見積 「 」', ['見積']],
  ])('%s', (line, phrases) => {
    expect(query(line).phrases).toEqual(phrases);
  });
});

describe('filters', () => {
  test.each([
    ['member:田中 美咲 見積', ['田中 美咲 見積'], []],
    ['見積 メンバー：田中　美咲', ['田中 美咲'], ['見積']],
    ['メンバー: 田中 見積', ['田中 見積'], []],
    ['member:"田中 美咲" 見積', ['田中 美咲'], ['見積']],
    ['担当:「田中 美咲」 見積', ['田中 美咲'], ['見積']],
    ['member:田中、佐藤 健,鈴木', ['田中', '佐藤 健', '鈴木'], []],
    ['member:田中 美咲、佐藤 種類:画像 見積', ['田中 美咲', '佐藤'], ['見積']],
    ['member:田中, 見積', ['田中'], ['見積']],
    ['メンバー:田中 "見積 書" 請求', ['田中'], ['見積 書', '請求']],
  ])('%s', (line, members, phrases) => {
    expect(names(query(line).members)).toEqual(members);
    expect(query(line).phrases).toEqual(phrases);
  });

  test('periods, kinds, LINE users and pages', () => {
    const { from, to, kinds, users, page, phrases } = query(
      '開始:2026-11-20 to:昨日 種類:画像、ﾌｧｲﾙ kind:Photos 相手:Emily Clark page:3',
    );
    expect([from?.from, to?.to].map((at) => new Date(at ?? 0).toISOString())).toEqual([
      '2026-11-19T15:00:00.000Z',
      '2026-11-21T15:00:00.000Z',
    ]);
    expect(kinds).toEqual(['image', 'file']);
    expect(names(users)).toEqual(['Emily Clark']);
    expect([page, phrases]).toEqual([2, []]);
  });

  test('every kind is known by every name it is listed under', () => {
    for (const language of ['ja', 'en'] as const) {
      expect(kindNames(wordsOf(language)).map(readKind)).toEqual(AUDIT_KINDS);
    }
  });
});

test.each([
  ['', { fault: 'nothing' }],
  ['""', { fault: 'nothing' }],
  ['page:2', { fault: 'nothing' }],
  ['件名:見積', { fault: 'key', said: '件名', word: '件名:見積' }],
  ['constructor:x', { fault: 'key', said: 'constructor', word: 'constructor:x' }],
  ['種類:なに', { fault: 'kind', said: 'なに' }],
  ['kind:toString', { fault: 'kind', said: 'toString' }],
  ['種類:画像,なに', { fault: 'kind', said: 'なに' }],
  ['from:いつか', { fault: 'date', said: 'いつか' }],
  ['終了:2026-02-30', { fault: 'date', said: '2026-02-30' }],
  ['page:0 見積', { fault: 'page', said: '0' }],
  ['メンバー:', { fault: 'no-value', said: 'メンバー:' }],
  ['member:""', { fault: 'no-value', said: 'member:' }],
  ['user: kind:text', { fault: 'no-value', said: 'user:' }],
  ['kind:, 見積', { fault: 'no-value', said: 'kind:' }],
  ['member:、', { fault: 'no-value', said: 'member:' }],
  ['from:昨日 開始:今日', { fault: 'twice', said: '開始:' }],
  ['from:今日 to:昨日', { fault: 'backwards' }],
  [Array.from({ length: 21 }, (_, n) => `w${n}`).join(' '), { fault: 'too-many' }],
])('%j', (line, fault) => {
  expect(read(line)).toMatchObject(fault);
});

const piece = fc.oneof(
  fc.constantFrom('member:', 'メンバー:', '種類:画像', 'kind:', 'from:昨日', '相手:', 'page:2'),
  fc.constantFrom('"', '「', '」', '”', "'", ':', '、', ',', '\n', '"a b"', 'Re:', '田中', '見積'),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const line = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ')), { maxLength: 10 })
  .map((all) => all.flat().join(''));

test('any text is a query or a fault, and a query written out again is the same one', () => {
  fc.assert(
    fc.property(line, (text) => {
      const said = text.normalize('NFKC').trim();
      const found = readAuditQuery(said, NOW);
      if ('fault' in found || openQuote(said) !== null) return;
      // Of a text with every closing mark in it one is left out.
      if (found.phrases.some((phrase) => /["”’」』]/u.test(phrase))) return;
      const again = found.pieces.join(' ');
      expect(readAuditQuery(again, NOW)).toEqual({ ...found, page: 0 });
    }),
    { numRuns: 500 },
  );
});

test.each(['ja', 'en'] as const)('every suggestion in %s can be read', (language) => {
  const words = wordsOf(language);
  const { auditSearch: say, commands } = words;
  for (const filter of Object.values(say.filters))
    expect(query(`x ${filter}`).phrases).toEqual(['x']);
  for (const date of say.dates.split(words.layout.between))
    expect(query(`from:${date}`).from).not.toBeNull();
  expect(openQuote(say.quoteExample)).toBeNull();
  fc.assert(
    fc.property(line, (text) => {
      const found = read(text);
      if (openQuote(text.normalize('NFKC')) !== null || !('fault' in found)) return;
      const [, example] = explainFault(words, found).split(`${commands['audit search'].name} `);
      if (example !== undefined) expect(query(`x ${example}`).phrases.length).toBeGreaterThan(0);
    }),
  );
});
