import { isAnothers } from '../../services/link/claim-database.ts';
import { createImporter, NotWhole, withoutTriggers } from '../../store/copy/import-lines.ts';
import {
  dropPieces,
  type ImportProgress,
  keepPiece,
  keptPieces,
  ownerText,
} from '../../store/copy/import-progress.ts';
import type { RawSql } from '../../store/copy/raw-sql.ts';
import { runningSha256 } from '../../store/copy/running-sha256.ts';

/** The export is of another company. */
export class OtherOwner extends Error {}

/**
 * Takes lines of a chunk, in the caller's transaction, until the chunk ends or a file is whole, which has to go to the
 * store of files before the next line.
 *
 * @throws NotWhole, OtherVersion, OtherOwner, and what the database throws
 * @returns where the import stands then
 */
export function takeLines(
  sql: RawSql,
  progress: ImportProgress,
  lines: readonly string[],
): ImportProgress {
  let { blob, line } = progress;
  const sha256 = runningSha256(progress.digest);
  const digest = {
    take: (text: string) => sha256.take(Buffer.from(`${text}\n`)),
    hex: () => sha256.hex(),
  };
  const sink = {
    begin: (name: string, size: number) => {
      blob = { sha256: name, size, isWhole: false };
    },
    take: (bytes: Uint8Array) => keepPiece(sql, bytes),
    end: () => {
      blob = blob && { ...blob, isWhole: true };
    },
  };
  return withoutTriggers(sql, () => {
    const importer = createImporter(sql, sink, { from: progress.reader, digest });
    if (progress.parts > 0) {
      importer.take(`${keptParts(sql)}${lines[line] ?? ''}`);
      dropPieces(sql);
      line += 1;
    }
    for (; line < lines.length && blob?.isWhole !== true; line += 1) {
      importer.take(lines[line] ?? '');
    }
    const reader = importer.state();
    const isRead = line >= lines.length && blob?.isWhole !== true;
    const next = isRead ? { chunk: progress.chunk + 1, line: 0 } : { line };
    const { stage } = progress;
    const taken = { ...progress, ...next, stage, reader, digest: sha256.state(), blob, parts: 0 };
    if (reader.end === null || !isRead) return taken;
    importer.finish();
    if (isAnothers(progress.owner, ownerText(sql))) throw new OtherOwner();
    return { ...taken, stage: 'verifying' };
  });
}

/** Keeps a piece of a line that is too long for a call, in the caller's transaction. */
export function keepPart(sql: RawSql, progress: ImportProgress, part: string): ImportProgress {
  // Rows are such lines, and files come behind all rows: nothing else waits among the pieces.
  if (progress.blob !== null) throw new NotWhole('files');
  keepPiece(sql, Buffer.from(part, PART_CODE));
  return { ...progress, chunk: progress.chunk + 1, line: 0, parts: progress.parts + 1 };
}

/** A sign may be cut in two, which UTF-8 would not keep. */
const PART_CODE = 'utf16le';

const keptParts = (sql: RawSql): string =>
  Array.from(keptPieces(sql), (bytes) => Buffer.from(bytes).toString(PART_CODE)).join('');
