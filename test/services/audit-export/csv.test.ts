import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify as stringifyOfWorker } from '../../../src/hosts/worker/csv.ts';
import { toCsv } from '../../../src/services/audit-export/table.ts';
import { readCsv } from '../../helpers/read-csv.ts';

test('only what a spreadsheet would read wrongly is quoted', () => {
  const rows = [
    ['日時', 1, null, ''],
    ['a,b', 'say "x"', 'two\r\nlines', 'old\rMac', 'a\nb'],
    [' spaces ', '=1', "'=1", 'a;b\tc'],
  ];
  expect(toCsv(rows)).toBe(
    '日時,1,,\r\n"a,b","say ""x""","two\r\nlines","old\rMac","a\nb"\r\n spaces ,=1,\'=1,a;b\tc\r\n',
  );
});

test('whatever stands in a cell is read again as it was', () => {
  const unit = fc.constantFrom('a', '"', ',', '\r', '\n', ' ', 'あ');
  const row = fc.array(fc.string({ unit }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(readCsv(toCsv(rows))).toEqual(rows);
    }),
  );
});

test('rows that go past the library are written as it writes them, and so are those of a Worker', () => {
  const unit = fc.constantFrom('a', '"', ',', '\r', '\n', ' ', 'あ', "'", '\t');
  const cell = fc.oneof(fc.string({ unit, maxLength: 4 }), fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.array(cell)), (rows) => {
      const options = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ };
      const byLibrary = stringify(rows, options);
      expect(toCsv(rows)).toBe(byLibrary);
      expect(stringifyOfWorker(rows, options)).toBe(byLibrary);
    }),
  );
});
