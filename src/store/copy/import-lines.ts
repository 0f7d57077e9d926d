import {
  blobPiece,
  blobStart,
  type CopyEnd,
  type CopyHeader,
  end as endShape,
  header as headerShape,
  type LineDigest,
  lineDigest,
  readValue,
  row as rowShape,
} from './copy-lines.ts';
import { migrationsOf, quoted, type RawSql, SEQUENCES, tablesOf } from './raw-sql.ts';

/** Takes the files of an export. */
export interface BlobSink {
  begin(sha256: string, size: number): void;
  take(bytes: Uint8Array): void;
  /** Throws `NotWhole` where the bytes are not those that the name stands for. */
  end(): void;
}

/** The export cannot be what was written: cut short, altered, or no export. */
export class NotWhole extends Error {}

/** Another version has other tables. */
export class OtherVersion extends Error {}

export interface Importer {
  /** A line without its line end. Throws NotWhole, OtherVersion, and what the database throws. */
  take(line: string): void;
  /** What another importer over the same database goes on from. */
  state(): ImportState;
  /** All lines have come. Returns what was imported. */
  finish(): CopyEnd & { readonly madeAt: number };
}

/** As far as an import has come. */
export interface ImportState {
  /** Null: no line has come. */
  readonly header: CopyHeader | null;
  readonly rows: readonly number[];
  /** Files that have begun, and how many bytes of the last are still to come. */
  readonly blobs: number;
  readonly left: number;
  /** Null: the last line has not come. */
  readonly end: CopyEnd | null;
}

const NOTHING: ImportState = { header: null, rows: [], blobs: 0, left: 0, end: null };

/**
 * Fills a new database, brought up to date and otherwise untouched, with an export. The caller throws the database away
 * when anything throws. Holds one line at a time.
 *
 * @param from where another importer stopped; with it, `digest` knows the lines before
 */
export function createImporter(
  sql: RawSql,
  blobs: BlobSink,
  { from = NOTHING, digest = lineDigest() }: { from?: ImportState; digest?: LineDigest } = {},
): Importer {
  let state = from.header === null ? null : statementsOf(from.header);
  let triggers: readonly string[] = [];
  let ended = from.end;
  const rows = [...from.rows];
  const files = createFileReader(blobs, from);

  const begin = (value: unknown): void => {
    const header = read(headerShape, value);
    const tables = tablesOf(sql);
    const version = header.migrations.at(-1) ?? '';
    if (!isSame(header.migrations, migrationsOf(sql)) || !isSame(header.tables, tables)) {
      throw new OtherVersion(version);
    }
    triggers = dropTriggers(sql);
    // What a new database begins with comes out of the export.
    for (const { name } of [...tables].reverse()) sql.run(`DELETE FROM ${quoted(name)}`);
    rows.push(...tables.map(() => 0));
    state = statementsOf(header);
  };

  const takeRow = rowTaker(sql, rows, files.count);

  return {
    take: (line) => {
      if (ended !== null) throw new NotWhole('more after the end');
      const value = parse(line);
      if (state === null) begin(value);
      else if (Array.isArray(value)) takeRow(value, state.inserts, state.header.tables);
      else if (!files.isWithin() && isEnd(value)) {
        ended = read(endShape, value).end;
        return;
      } else files.take(value);
      digest.take(line);
    },
    state: () => ({
      header: state?.header ?? null,
      rows: [...rows],
      ...{ blobs: files.count(), left: files.left(), end: ended },
    }),
    finish: () => {
      if (state === null || ended === null) throw new NotWhole('the end is missing');
      const isCounted = isSame(ended.rows, rows) && ended.blobs === files.count();
      if (!isCounted || ended.sha256 !== digest.hex()) throw new NotWhole('counts or digest');
      checkCounts(sql, state.header.tables, rows);
      for (const text of triggers) sql.run(text);
      return { ...ended, madeAt: state.header.madeAt };
    },
  };
}

/** Writes rows: every table after the one before it, and every file after every row. */
function rowTaker(sql: RawSql, rows: number[], filesTaken: () => number) {
  return (value: unknown, inserts: readonly string[], columns: CopyHeader['tables']): void => {
    const [at, ...values] = read(rowShape, value);
    const insert = inserts[at];
    const isInOrder = filesTaken() === 0 && rows.slice(at + 1).every((count) => count === 0);
    if (insert === undefined || !isInOrder || values.length !== columns[at]?.columns.length) {
      throw new NotWhole('rows');
    }
    // The rows before it have counted there themselves.
    if (columns[at]?.name === SEQUENCES && rows[at] === 0) sql.run(`DELETE FROM ${SEQUENCES}`);
    sql.run(insert, ...values.map(readValue));
    rows[at] = (rows[at] ?? 0) + 1;
  };
}

function checkCounts(sql: RawSql, tables: CopyHeader['tables'], rows: readonly number[]): void {
  tables.forEach(({ name }, at) => {
    const [[stored] = []] = sql.rows(`SELECT count(*) FROM ${quoted(name)}`);
    if (stored !== rows[at]) throw new NotWhole(`rows of ${name}`);
  });
}

/** Reads the lines of files: the name and size of each, then its bytes. */
function createFileReader(blobs: BlobSink, from: Pick<ImportState, 'blobs' | 'left'>) {
  let count = from.blobs;
  let { left } = from;
  const begin = (value: unknown): void => {
    const { blob, size } = read(blobStart, value);
    blobs.begin(blob, size);
    count += 1;
    left = size;
    if (size === 0) blobs.end();
  };
  const takeBytes = (value: unknown): void => {
    const bytes = Buffer.from(read(blobPiece, value).bytes, 'base64');
    if (bytes.byteLength === 0 || bytes.byteLength > left) throw new NotWhole('files');
    blobs.take(bytes);
    left -= bytes.byteLength;
    if (left === 0) blobs.end();
  };
  return {
    count: () => count,
    left: () => left,
    /** Whether bytes of a file are still to come. */
    isWithin: () => left > 0,
    take: (value: unknown) => (left > 0 ? takeBytes(value) : begin(value)),
  };
}

/** The rows of a table come one after the other, each as an array of its columns. */
const statementsOf = (header: CopyHeader) => ({ header, inserts: header.tables.map(insertOf) });

const insertOf = ({ name, columns }: CopyHeader['tables'][number]): string =>
  `INSERT INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** Does what must not be guarded or counted, in the caller's transaction: whatever happens, the triggers are there behind it. */
export function withoutTriggers<Result>(sql: RawSql, work: () => Result): Result {
  const triggers = dropTriggers(sql);
  const result = work();
  for (const text of triggers) sql.run(text);
  return result;
}

/** They guard what is written later, and count what an export has counted. Returns how to make them again. */
function dropTriggers(sql: RawSql): string[] {
  const found = Array.from(
    sql.rows(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`),
    ([name, text]) => ({ name: String(name), text: String(text) }),
  );
  for (const { name } of found) sql.run(`DROP TRIGGER ${quoted(name)}`);
  return found.map(({ text }) => text);
}

const isEnd = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'end' in value;

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new NotWhole('a line is no JSON');
  }
}

/** Guarantee: what it returns has the shape. */
function read<Shape>(
  shape: { safeParse(value: unknown): { success: true; data: Shape } | { success: false } },
  value: unknown,
): Shape {
  const found = shape.safeParse(value);
  if (!found.success) throw new NotWhole('a line of another form');
  return found.data;
}
