import type Sqlite from 'better-sqlite3';
import type { RawSql, SqlValue } from '../../../store/copy/raw-sql.ts';

/** Raw statements on a connection of Node; each text is prepared once. */
export function nodeSql(sqlite: Sqlite.Database): RawSql {
  const kept = new Map<string, Sqlite.Statement<SqlValue[], unknown[]>>();
  const prepared = (text: string) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const fresh = sqlite.prepare<SqlValue[], unknown[]>(text);
    kept.set(text, fresh);
    return fresh;
  };
  return {
    rows: (text, ...values) =>
      sqlite
        .prepare<SqlValue[], unknown[]>(text)
        .raw()
        .iterate(...values),
    run: (text, ...values) => {
      prepared(text).run(...values);
    },
  };
}
