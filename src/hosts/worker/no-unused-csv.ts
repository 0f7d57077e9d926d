/*
 * In the place of a file of csv-stringify (`alias` in wrangler.toml): it finds a column's value in an object by a path.
 * Our rows are lists (`src/services/audit-export/table.ts`).
 */

export function get(): never {
  throw new Error('Rows that are objects are not in the Worker (wrangler.toml, alias).');
}
