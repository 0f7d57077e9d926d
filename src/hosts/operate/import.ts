import * as z from 'zod';
import { record } from '../../context.ts';
import type { ImportedBody } from '../../domain/operator/bodies.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import { type AuditRun, beginAudit } from '../../services/audit/verify.ts';
import { keysInUse } from '../../services/checkpoints/signing-key.ts';
import { notesInDatabase } from '../../services/checkpoints/witnesses.ts';
import { databaseSql } from '../../store/copy/database-sql.ts';
import { NotWhole, OtherVersion } from '../../store/copy/import-lines.ts';
import {
  dropPieces,
  type ImportProgress,
  isUnused,
  keptPieces,
  markAsExport,
  ownerText,
  placeBlob,
  readProgress,
  writeProgress,
} from '../../store/copy/import-progress.ts';
import type { RawSql } from '../../store/copy/raw-sql.ts';
import { FIRST_SHA256 } from '../../store/copy/running-sha256.ts';
import { forgetEverything } from '../../store/memory/remembered.ts';
import { queuesUndone } from '../../store/queue/queue-changes.ts';
import { readHosting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { recording } from './change-settings.ts';
import { type Answer, actingOperator, answer, type CopySource, type Desk, refuse } from './desk.ts';
import { keepPart, OtherOwner, takeLines } from './take-lines.ts';

export const importAsked = z.object({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  chunk: z.number().int().nonnegative(),
  lines: z.array(z.string()),
  /** A piece of a line that is too long for a call: the chunk has nothing else, and the next one goes on with it. */
  part: z.string().optional(),
});

export type ImportAsked = z.infer<typeof importAsked>;

/** What a chunk is taken with. */
interface Place {
  readonly desk: Desk;
  readonly store: Store;
  readonly sql: RawSql;
  readonly source: CopySource;
  readonly by: Operator;
}

/**
 * Takes a chunk of an export's lines into a paused workspace that nobody has used. From the first chunk until all is
 * verified nothing runs over the database; each step is a transaction with where the import stands, so whatever is
 * lost in between, the same chunk goes on from there.
 */
export async function importChunk(
  desk: Desk,
  store: Store,
  asked: ImportAsked,
  by: Operator,
): Promise<Answer> {
  const source = desk.copySource?.(store) ?? null;
  if (source === null) return refuse('not-here');
  if (readHosting(store.db).standing !== 'paused') return refuse('not-paused');
  const sql = databaseSql(store.db);
  const place: Place = { desk, store, sql, source, by };
  const before = readProgress(sql);
  const judged = judgeChunk(before, asked, () => isUnused(sql));
  switch (judged) {
    case 'known':
      return before === null ? refuse('gap') : goOn(place, before);
    case 'take':
      return before === null ? refuse('gap') : take(place, before, asked);
    case 'begin':
      await desk.standDown();
      runs.delete(store);
      return take(place, beginning(asked.file, before?.owner ?? ownerText(sql)), asked);
    case 'gap':
      return refuse('gap', { faults: [String(before?.chunk ?? 0)] });
    default:
      return refuse(judged);
  }
}

type Judged = 'begin' | 'take' | 'known' | 'gap' | 'not-empty' | 'other-file' | 'not-whole';

/** What becomes of a chunk. An import that is not done may be begun again, by the same file or another. */
export function judgeChunk(
  before: Pick<ImportProgress, 'file' | 'stage' | 'chunk'> | null,
  { file, chunk }: Pick<ImportAsked, 'file' | 'chunk'>,
  isUnused: () => boolean,
): Judged {
  if (before === null) {
    if (chunk > 0) return 'gap';
    return isUnused() ? 'begin' : 'not-empty';
  }
  const isSame = before.file === file;
  if (before.stage === 'done') return isSame && chunk < before.chunk ? 'known' : 'not-empty';
  if (chunk === 0 && (!isSame || before.stage === 'failed')) return 'begin';
  if (!isSame) return 'other-file';
  if (before.stage === 'failed') return 'not-whole';
  if (chunk < before.chunk) return 'known';
  return chunk === before.chunk ? 'take' : 'gap';
}

const beginning = (file: string, owner: string | null): ImportProgress => ({
  ...{ file, owner, stage: 'taking', chunk: 0, line: 0, digest: FIRST_SHA256, blob: null },
  reader: { header: null, rows: [], blobs: 0, left: 0, end: null },
  parts: 0,
});

async function take(
  place: Place,
  from: ImportProgress,
  { chunk, lines, part }: ImportAsked,
): Promise<Answer> {
  const { store, sql } = place;
  let progress = from;
  try {
    while (progress.chunk === chunk) {
      if (progress.blob?.isWhole === true) {
        const stored = await storeBlob(place, progress);
        if ('status' in stored) return stored;
        progress = stored;
      }
      const before = progress;
      progress = store.transaction(() => {
        if (before === from && chunk === 0 && before.line === 0) dropPieces(sql);
        const taken =
          part === undefined ? takeLines(sql, before, lines) : keepPart(sql, before, part);
        writeProgress(sql, taken);
        return taken;
      });
    }
  } catch (error) {
    return failed(place, from.file, error);
  }
  return goOn(place, progress);
}

/** Into the store of files, piece by piece; the database had it until then. */
async function storeBlob(
  { store, sql, source: { blobs } }: Place,
  progress: ImportProgress,
): Promise<ImportProgress | Answer> {
  const { sha256 = '', size = 0 } = progress.blob ?? {};
  const pieces = async function* () {
    yield* keptPieces(sql);
  };
  const kept = await blobs.put(pieces(), { mostBytes: null, size });
  if (kept.kind !== 'kept') {
    return refuse('no-store', { faults: kept.kind === 'broken' ? [kept.detail] : [] });
  }
  if (kept.sha256 !== sha256) throw new NotWhole(`file ${sha256}`);
  const stored = { ...progress, blob: null };
  store.transaction(() => {
    placeBlob(sql, sha256, kept.place ?? null);
    dropPieces(sql);
    writeProgress(sql, stored);
  });
  return stored;
}

/** Nothing but a new beginning follows; a first chunk that was refused has left all as it was, another import too. */
async function failed({ desk, store, sql }: Place, file: string, error: unknown): Promise<Answer> {
  const refusal = refusalOf(error);
  const progress = readProgress(sql);
  if (progress === null) await desk.renew();
  if (refusal === null) throw error;
  if (progress?.file === file)
    store.transaction(() => writeProgress(sql, { ...progress, stage: 'failed' }));
  return refusal;
}

function refusalOf(error: unknown): Answer | null {
  if (error instanceof OtherVersion) return refuse('other-version', { faults: [error.message] });
  if (error instanceof OtherOwner) return refuse('other-owner');
  if (error instanceof NotWhole) return refuse('not-whole', { faults: [error.message] });
  if (isSqlFault(error, /SQLITE_TOOBIG/)) return refuse('not-whole', { faults: [TOO_BIG] });
  // A row that its table does not take. The words of SQLite name columns, no values.
  return isSqlFault(error, /SQLITE_(CONSTRAINT|MISMATCH)/)
    ? refuse('not-whole', { faults: ['rows'] })
    : null;
}

/** A limit of the platform, not of ours. */
const TOO_BIG = 'a row of more than 2 MB: the database of a Durable Object does not take it';

function isSqlFault(error: unknown, codes: RegExp): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : error.message;
  return codes.test(code) || isSqlFault(error.cause, codes);
}

/** Verifications under way; one that is lost begins again. */
const runs = new WeakMap<Store, AuditRun>();
/** Slices of one call, and how long each lasts where a clock tells, ms. */
const SLICES = 8;
const SLICE_MS = 50;

/** After the last line: reads the log on, and ends the import once it is in order. */
async function goOn(place: Place, progress: ImportProgress): Promise<Answer> {
  const { desk, store, source } = place;
  if (progress.stage !== 'verifying') return answer(bodyOf(progress));
  const { db } = store;
  const run =
    runs.get(store) ?? beginAudit(db, { keys: keysInUse({ db }), notes: [...notesInDatabase(db)] });
  runs.set(store, run);
  let report: ReturnType<AuditRun['step']> = null;
  for (let slice = 0; slice < SLICES && report === null; slice += 1) report = run.step(SLICE_MS);
  if (report === null) return answer(bodyOf(progress));
  runs.delete(store);
  // They know the log that was here before, so this one would look as if it were another's.
  if (report.breach === null) {
    const stay = await dropped(desk, source);
    if (stay !== null) return stay;
  }
  // All that was remembered and known to be due was of the database before.
  forgetEverything(db);
  queuesUndone(db);
  const ended = writeEnd(place, progress, report.breach === null);
  if (ended.stage === 'failed') return refuse('breach');
  await desk.renew();
  if (desk.workspace === null) return refuse('not-running', { faults: desk.faults });
  return answer(bodyOf(ended));
}

/** Null: they are gone. A bucket that does not give them up (a lock rule, say) leaves the import to be asked for again. */
async function dropped({ onFault }: Desk, source: CopySource): Promise<Answer | null> {
  try {
    await source.dropCheckpoints();
    return null;
  } catch (error) {
    onFault?.('checkpoints', error);
    return refuse('checkpoints-stay', {
      faults: error instanceof Error ? [error.message] : [],
    });
  }
}

function writeEnd(
  { desk, store, sql, by }: Place,
  progress: ImportProgress,
  isSound: boolean,
): ImportProgress {
  const { header, rows, blobs } = progress.reader;
  const ended: ImportProgress = { ...progress, stage: isSound ? 'done' : 'failed' };
  store.transaction(() => {
    writeProgress(sql, ended);
    if (!isSound) return;
    markAsExport(sql, header?.madeAt ?? desk.clock.now());
    record(recording(desk, store), {
      action: 'workspace.import',
      actor: actingOperator(by),
      outcome: 'ok',
      facts: { rows: sum(rows), blobs },
    });
  });
  return ended;
}

const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);

function bodyOf({ stage, chunk, reader }: ImportProgress): ImportedBody {
  const { header, end } = reader;
  if (stage !== 'done' || end === null) return { next: chunk, done: null };
  // Those of the file: the log goes on behind them.
  const entries = end.rows[header?.tables.findIndex(({ name }) => name === ENTRIES) ?? -1] ?? 0;
  return { next: chunk, done: { rows: sum(end.rows), entries, blobs: end.blobs } };
}

const ENTRIES = 'audit_entry_rows';
