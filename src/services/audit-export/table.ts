import { stringify } from 'csv-stringify/sync';
import type { IdSet } from '../../proof/id-set.ts';
import { type WholeRow, wholeRows } from '../../store/audit/export-rows.ts';
import type { Database } from '../../store/sqlite/store.ts';
import type { Pace } from './pace.ts';

/** One row of a table; null leaves a cell empty. Text cells are guarded by whoever makes them. */
export type TableRow = readonly (string | number | null)[];

/** Spreadsheets take a file without it for one in the system's old encoding. */
export const BOM = '\ufeff';
/** LINE WORKS' own sign of an export that failed part-way (line-works.md §8). */
export const FAILED_LINE = 'downloadLogs error';

/** Entries at once: some two milliseconds. */
const PAGE = 50;

/**
 * Rows as CSV (RFC 4180). Most have no cell that needs a quotation mark, and are written as they are: the library makes
 * a dozen objects for each cell, half of all the garbage of an export.
 */
export const toCsv = (rows: readonly TableRow[]): string => rows.map(csvLine).join('');

const csvLine = (row: TableRow): string =>
  row.every(isPlain) ? `${row.join()}${LINE_END}` : quotedLine(row);

const LINE_END = '\r\n';
const SPECIAL = /[",\r\n]/;
const isPlain = (cell: TableRow[number]) => typeof cell !== 'string' || !SPECIAL.test(cell);

/** The library quotes only line breaks of the kind that ends its rows. */
const quotedLine = (row: TableRow): string =>
  stringify([[...row]], { record_delimiter: LINE_END, quoted_match: /[\r\n]/ });

/**
 * A table of chosen entries, in pieces as they come.
 *
 * @param rowsOf the rows of some entries
 */
export async function* tableText(
  { db, pace, onEntries }: TableParts,
  chosen: IdSet,
  header: TableRow,
  rowsOf: (entries: readonly WholeRow[]) => readonly TableRow[],
): AsyncGenerator<string> {
  yield `${BOM}${toCsv([header])}`;
  // After a start the first page's statements are prepared: it is short, and may rest between its parts.
  for (let next = chosen.after(0), size = 1; next !== null; size = PAGE) {
    const last = next + size - 1;
    const entries = wholeRows(db, next - 1, last).filter(({ id }) => chosen.has(id));
    if (size === 1) await pace.rest();
    const rows = rowsOf(entries);
    if (size === 1) await pace.rest();
    if (rows.length > 0) yield toCsv(rows);
    onEntries?.(rows.length);
    await pace.rest();
    next = chosen.after(last);
  }
}

export interface TableParts {
  readonly db: Database;
  readonly pace: Pace;
  readonly onEntries?: (count: number) => void;
}
