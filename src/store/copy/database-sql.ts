import type { Database } from '../sqlite/database.ts';
import { sql } from '../sqlite/drizzle.ts';
import type { RawSql } from './raw-sql.ts';

/**
 * Raw statements on the connection of a store, so that its transactions hold them. Reads all rows at once: for few
 * of them. In a text with values each `?` stands for one.
 */
export function databaseSql(database: Database): RawSql {
  const bound = (text: string, values: Parameters<RawSql['run']>[1][]) => {
    if (values.length === 0) return sql.raw(text);
    const [first = '', ...more] = text.split('?');
    const rest = more.flatMap((piece, at) => [sql`${sql.param(values[at])}`, sql.raw(piece)]);
    return sql.join([sql.raw(first), ...rest]);
  };
  return {
    rows: (text, ...values) => database.values<unknown[]>(bound(text, [...values])),
    run: (text, ...values) => {
      database.run(bound(text, [...values]));
    },
  };
}
