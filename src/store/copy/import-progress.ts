import * as z from 'zod';
import { storedJson } from '../memory/stored-json.ts';
import { end, header } from './copy-lines.ts';
import type { RawSql } from './raw-sql.ts';
import { sha256State } from './running-sha256.ts';

const count = z.number().int().nonnegative();

const progressShape = z.object({
  /** The digest at the end of the file: a chunk of another one is not mixed in. */
  file: z.string(),
  /** `verifying`: every line has come, and the log is read. `failed`: only another beginning follows. */
  stage: z.enum(['taking', 'verifying', 'done', 'failed']),
  /** The chunk that is to come, and how many lines of it have been taken. */
  chunk: count,
  line: count,
  /** As the importer left it. */
  reader: z.object({
    header: header.nullable(),
    rows: z.array(count).readonly(),
    blobs: count,
    left: count,
    end: end.shape.end.nullable(),
  }),
  digest: sha256State,
  /** The file whose pieces wait; whole: it can go to the store of files. */
  blob: z.object({ sha256: z.string(), size: count, isWhole: z.boolean() }).nullable(),
  /** Pieces of a long line that wait for its end. */
  parts: count.default(0),
  /** Whose database it was before, as its row says. */
  owner: z.string().nullable(),
});

/** Where an import stands. */
export type ImportProgress = z.infer<typeof progressShape>;

const progressJson = storedJson<ImportProgress>('import', 1, progressShape);

/** Null: nothing was ever imported here. */
export function readProgress(sql: RawSql): ImportProgress | null {
  const [[text] = []] = sql.rows('SELECT progress FROM imports WHERE id = 1');
  return typeof text === 'string' ? progressJson.read(text) : null;
}

export function writeProgress(sql: RawSql, progress: ImportProgress): void {
  sql.run(
    'INSERT INTO imports (id, progress) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET progress = excluded.progress',
    progressJson.text(progress),
  );
}

/** Whether what is stored is a part of a file: nothing may run over it. */
export function isImporting(sql: RawSql): boolean {
  const progress = readProgress(sql);
  return progress !== null && progress.stage !== 'done';
}

export const keepPiece = (sql: RawSql, bytes: Uint8Array): void =>
  sql.run('INSERT INTO import_pieces (bytes) VALUES (?)', bytes);

export const dropPieces = (sql: RawSql): void => sql.run('DELETE FROM import_pieces');

/** The pieces of the file that is just coming, one in memory at a time. */
export function* keptPieces(sql: RawSql): Generator<Uint8Array> {
  for (let after = 0; ; ) {
    const [row] = sql.rows(
      'SELECT id, bytes FROM import_pieces WHERE id > ? ORDER BY id LIMIT 1',
      after,
    );
    if (row === undefined) return;
    const [id, bytes] = row;
    if (!(bytes instanceof Uint8Array || bytes instanceof ArrayBuffer)) return;
    yield new Uint8Array(bytes);
    after = Number(id);
  }
}

/** What nobody's use has left yet: of these tables each row was caused by a person. */
const USED = ['inbox', 'line_users', 'link_members', 'talk_rooms', 'line_messages', 'blobs'];

/** Whether nobody has used a workspace yet. */
export const isUnused = (sql: RawSql): boolean =>
  USED.every((table) => [...sql.rows(`SELECT 1 FROM ${table} LIMIT 1`)].length === 0);

/** The owner of a database, as its row says. */
export function ownerText(sql: RawSql): string | null {
  const [[owner] = []] = sql.rows('SELECT owner FROM identity WHERE id = 1');
  return typeof owner === 'string' ? owner : null;
}

/** Marks a database as a copy: what waited in it ends, and is not sent (services/restored/settle.ts). */
export const markAsExport = (sql: RawSql, madeAt: number): void =>
  sql.run("INSERT INTO restorations (source, made_at) VALUES ('export', ?)", madeAt);

export const placeBlob = (sql: RawSql, sha256: string, place: string | null): void =>
  sql.run('UPDATE blobs SET place = ? WHERE sha256 = ?', place, sha256);
