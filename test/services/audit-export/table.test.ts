import { afterAll, expect, test } from 'vitest';
import { guardCell } from '../../../src/domain/text/cells.ts';
import { exportableLog } from '../../helpers/exportable-log.ts';
import { readCsv } from '../../helpers/read-csv.ts';

const world = exportableLog();
afterAll(() => world.close());

test.each([
  '=1+1',
  '+81 3',
  '-5',
  '@cmd',
  '\t=1',
  '\r=1',
  '  =1',
  '　＝1',
  '＋1',
  '−1',
  '\u200b=1',
])('a spreadsheet does not run %j', (text) => {
  expect(guardCell(text)).toBe(`'${text}`);
});

test.each(['こんにちは', '1=1', 'a-b', '', '😀'])('%j stays as it is', (text) => {
  expect(guardCell(text)).toBe(text);
});

test('messages come in the columns of LINE WORKS first, whatever is in them', async () => {
  const { log } = world;
  const texts = [
    '=HYPERLINK("http://x")',
    '一行目\n二行目,"引用"',
    '😀👨‍👩‍👧',
    '\r\nあ',
    '　＝1+1',
    '一\n二',
  ];
  for (const text of texts) log.about(log.message(7, '=客', text), 7, {});
  const image = log.message(7, '=客', '[画像]', { kind: 'image' });
  log.file(image, 7, '-写真.png');
  const unsent = log.message(7, '=客', '秘密');
  log.erase([unsent]);
  const csv = await world.exported({}, 'csv');
  expect(csv.startsWith('\ufeff日時,送信者,受信者,チャンネルID,トーク,方向,種別')).toBe(true);
  const [header = [], ...rows] = readCsv(csv.slice(1));
  expect(rows.every((row) => row.length === header.length)).toBe(true);
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
  expect(column('トーク')).toEqual([
    '\'=HYPERLINK("http://x")',
    '一行目\n二行目,"引用"',
    '😀👨‍👩‍👧',
    "'\r\nあ",
    "'　＝1+1",
    '一\n二',
    '(写真) -写真.png',
    '',
  ]);
  expect(column('送信者')[0]).toBe("'=客(U=客)");
  expect(column('受信者')[0]).toBe('田中 一郎(m1)');
  expect(column('日時')[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+09:00$/);
  expect(column('結果')[0]).toBe('送信済み');
  expect(column('添付ファイル名')[6]).toBe("'-写真.png");
  expect(column('SHA-256')[6]).toBe('ab'.repeat(32));
  expect(column('サイズ')[6]).toBe('12');
  expect(column('消去')[7]).toMatch(/^消去済み（.*、送信取消）$/);
});
