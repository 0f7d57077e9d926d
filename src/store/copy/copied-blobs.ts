import type { RawSql } from './raw-sql.ts';

/** A file that the database names. */
export interface CopiedBlob {
  readonly sha256: string;
  readonly size: number;
}

/** The next file in the order of digests that is not about to be removed; null: there is none. */
export function blobAfter(sql: RawSql, sha256: string): CopiedBlob | null {
  return first(
    sql.rows(
      `SELECT sha256, size FROM blobs WHERE sha256 > ?
        AND sha256 NOT IN (SELECT sha256 FROM dead_blobs) ORDER BY sha256 LIMIT 1`,
      sha256,
    ),
  );
}

/** A file that the database still names; null: it was removed meanwhile. */
export const blobOf = (sql: RawSql, sha256: string): CopiedBlob | null =>
  first(sql.rows('SELECT sha256, size FROM blobs WHERE sha256 = ?', sha256));

function first(rows: Iterable<readonly unknown[]>): CopiedBlob | null {
  const [row] = [...rows];
  return row === undefined ? null : { sha256: String(row[0]), size: Number(row[1]) };
}
