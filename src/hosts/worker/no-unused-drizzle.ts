/*
 * In the place of six files of drizzle (`alias` in wrangler.toml): its relational queries, the enums of PostgreSQL, names
 * of columns in another case, columns that are made in a callback, and counts as queries of their own. We use none of
 * them; with what they need in turn they are 13 KB of a Worker.
 */

/** No column of SQLite is one. */
export const isPgEnum = (): boolean => false;

/** Columns are named in the database as the schema names them. */
export class CasingCache {
  getColumnCasing({ name }: { readonly name: string }): string {
    return name;
  }
}

/** What any of it would come to. */
function absent(): never {
  throw new Error('This part of drizzle is not in the Worker (wrangler.toml, alias).');
}

export {
  absent as createTableRelationsHelpers,
  absent as extractTablesRelationalConfig,
  absent as getOperators,
  absent as getOrderByOperators,
  absent as getSQLiteColumnBuilders,
  absent as Many,
  absent as normalizeRelation,
  absent as One,
  absent as RelationalQueryBuilder,
  absent as SQLiteCountBuilder,
};
