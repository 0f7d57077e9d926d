/**
 * A cell that a spreadsheet takes for a formula begins so: with one of these signs, also behind
 * blanks and in the full-width forms that an import may fold. A tab or a line break in front can end
 * the cell.
 */
const RISKY = /^(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫−])/u;

/** People's text as a cell that no spreadsheet runs: a quotation mark stands in front where needed. */
export const guardCell = (text: string): string => (RISKY.test(text) ? `'${text}` : text);
