import {
  COPY_FORMAT,
  type CopyEnd,
  type CopyHeader,
  lineDigest,
  storedValue,
} from './copy-lines.ts';
import { migrationsOf, quoted, type RawSql, tablesOf } from './raw-sql.ts';

/** A file that people sent, as it goes into an export. */
export interface ExportedBlob {
  readonly sha256: string;
  readonly size: number;
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/**
 * A workspace as lines, without their line ends. Nothing may write to the database meanwhile, or `sql` shows it as it
 * was at one instant. Holds one row at a time.
 */
export async function* exportLines(
  sql: RawSql,
  madeAt: number,
  blobs: Iterable<ExportedBlob> | AsyncIterable<ExportedBlob>,
): AsyncGenerator<string> {
  const digest = lineDigest();
  const line = (value: unknown): string => {
    const text = JSON.stringify(value);
    digest.take(text);
    return text;
  };
  const tables = tablesOf(sql);
  const migrations = migrationsOf(sql);
  const head: CopyHeader = { kakehashi: 'export', format: COPY_FORMAT, madeAt, migrations, tables };
  yield line(head);
  const rows = tables.map(() => 0);
  for (const [at, { name, columns }] of tables.entries()) {
    const asked = `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)}`;
    for (const values of sql.rows(asked)) {
      yield line([at, ...values.map(storedValue)]);
      rows[at] = (rows[at] ?? 0) + 1;
    }
  }
  let count = 0;
  for await (const { sha256, size, pieces } of blobs) {
    yield line({ blob: sha256, size });
    for await (const piece of pieces) yield line({ bytes: Buffer.from(piece).toString('base64') });
    count += 1;
  }
  const end: CopyEnd = { rows, blobs: count, sha256: digest.hex() };
  yield JSON.stringify({ end });
}
