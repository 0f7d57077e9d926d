/*
 * In the place of three files of drizzle (`alias` in wrangler.toml): its relational queries, and the enums of PostgreSQL.
 * We use neither; with what they need in turn they are 12 KB of a Worker.
 */

/** No column of SQLite is one. */
export const isPgEnum = (): boolean => false;

/** What a relational query would come to. */
function absent(): never {
  throw new Error('Relational queries of drizzle are not in the Worker (wrangler.toml, alias).');
}

export {
  absent as createTableRelationsHelpers,
  absent as extractTablesRelationalConfig,
  absent as getOperators,
  absent as getOrderByOperators,
  absent as Many,
  absent as normalizeRelation,
  absent as One,
  absent as RelationalQueryBuilder,
};
