import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, isoInstant } from '../../src/domain/jst.ts';
import { readPeriod } from '../../src/domain/period.ts';

/** A Sunday: 22 November in Japan, the day before in UTC. */
const NOW = Date.UTC(2026, 10, 21, 15, 30);

const read = (text: string, now = NOW) => {
  const period = readPeriod(text, now);
  if (period === null) return null;
  const [from, to] = [formatInstant(period.from), formatInstant(period.to - 1)];
  expect(from).toMatch(/ 00:00$/u);
  expect(to).toMatch(/ 23:59$/u);
  return [from, to].map((at) => at.slice(0, 10)).join('〜');
};
const day = (date: string) => `${date}〜${date}`;

test.each([
  ['2026-11-20', day('2026-11-20')],
  ['2026/1/2', day('2026-01-02')],
  ['２０２６年１１月２０日', day('2026-11-20')],
  ['20261120', day('2026-11-20')],
  ['11/20', day('2026-11-20')],
  ['11-22', day('2026-11-22')],
  ['11月20日', day('2026-11-20')],
  ['11/23', day('2025-11-23')],
  ['12/31', day('2025-12-31')],
  ['2/29', day('2024-02-29')],
  ['20日', day('2026-11-20')],
  ['31日', day('2026-10-31')],
  ['今日', day('2026-11-22')],
  ['きょう', day('2026-11-22')],
  ['昨日', day('2026-11-21')],
  ['キノウ', day('2026-11-21')],
  ['Yesterday', day('2026-11-21')],
  ['一昨日', day('2026-11-20')],
  ['３日前', day('2026-11-19')],
  ['3-days-ago', day('2026-11-19')],
  ['3 days ago', day('2026-11-19')],
  ['今週', '2026-11-16〜2026-11-22'],
  ['先週', '2026-11-09〜2026-11-15'],
  ['last-week', '2026-11-09〜2026-11-15'],
  ['今月', '2026-11-01〜2026-11-30'],
  ['先月', '2026-10-01〜2026-10-31'],
  ['2026-02', '2026-02-01〜2026-02-28'],
  ['2026年11月', '2026-11-01〜2026-11-30'],
  ['11月', '2026-11-01〜2026-11-30'],
  ['12月', '2025-12-01〜2025-12-31'],
  ['2025年', '2025-01-01〜2025-12-31'],
  ['2025', '2025-01-01〜2025-12-31'],
  ['去年', '2025-01-01〜2025-12-31'],
])('%s', (text, period) => {
  expect(read(text)).toBe(period);
});

test.each([
  ...['', 'いつか', '明日', '2026-13-01', '2026-02-30', '13/1', '11/31', '32日', '13月', '0月'],
  ...[
    '99999日前',
    '20261301',
    '1',
    '12',
    '123',
    '-1日前',
    '2026-11-20T10:00',
    '10:30',
    'constructor',
    '0026-11-20',
    '0026',
  ],
])('%j is no period', (text) => {
  expect(read(text)).toBeNull();
});

test('last month may lie in another year, and this week in another month', () => {
  expect(read('先月', Date.UTC(2027, 0, 1))).toBe('2026-12-01〜2026-12-31');
  expect(read('今週', Date.UTC(2026, 11, 2))).toBe('2026-11-30〜2026-12-06');
});

test('any text is a period or none; without a year the period has begun', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.stringMatching(/^[0-9]{1,4}[-/年月日前]?[0-9]{0,2}[-/月日]?[0-9]{0,2}日?$/u),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const period = readPeriod(text, NOW);
      if (period === null) return;
      expect(period.from).toBeLessThan(period.to);
      if (!/\d{4}/.test(text.normalize('NFKC'))) expect(period.from).toBeLessThanOrEqual(NOW);
    }),
    { numRuns: 200 },
  );
});

test.each([Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 8.64e15, 1e300])(
  'an instant beyond all dates, as in an entry that was tampered with, is written all the same: %s',
  (at) => {
    expect(formatInstant(at)).toMatch(/\d\d-\d\d/u);
    expect(isoInstant(at)).toMatch(/\+09:00$/u);
  },
);
