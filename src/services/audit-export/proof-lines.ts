import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import { type ExportHeader, writeEntry, writeLine } from '../../proof/export-form.ts';
import type { IdSet } from '../../proof/id-set.ts';
import { readVerifierKey } from '../../proof/note-key.ts';
import { readNote } from '../../proof/signed-note.ts';
import { checkpointsAfter } from '../../store/audit/checkpoints.ts';
import { bareRows, rowsAbout, type WholeRow, wholeRows } from '../../store/audit/export-rows.ts';
import type { Database } from '../../store/sqlite/store.ts';
import { createErasers, type Erasers } from './erasers.ts';
import type { Pace } from './pace.ts';
import { createShower, filesAbout, type Shower } from './shown.ts';

/** What the lines of a proof are made with. */
export interface ProofParts {
  readonly context: Context;
  readonly header: ExportHeader;
  readonly pace: Pace;
  /** Signs the log as it is now. */
  readonly makeCheckpoint: () => Promise<unknown>;
  /** Signs the end of the file. */
  readonly signEnd: (end: { entry: number; lines: number; sha256: string }) => string;
  readonly onEntries?: (count: number) => void;
}

/** Entries read at once: about a millisecond. */
const PAGE = 50;
const CHECKPOINTS_AT_ONCE = 200;

/**
 * The lines of a proof, in pieces as they come. What was chosen stands in it whole, with the entries
 * that erased what is missing, and ends with the entry of the export.
 *
 * @param chosen grows by the entries that erased something of it
 */
export async function* proofLines(parts: ProofParts, chosen: IdSet): AsyncGenerator<string> {
  const { header, signEnd } = parts;
  const hash = createHash('sha256');
  let lines = 0;
  chosen.add(header.entry);
  for await (const some of pieces(parts, chosen)) {
    lines += some.length;
    // In one piece: what is put together of two is copied once more before it is hashed.
    const text = [...some, ''].join('\n');
    hash.update(text);
    yield text;
  }
  const sha256 = hash.digest('hex');
  const note = signEnd({ entry: header.entry, lines, sha256 });
  yield `${writeLine({ is: 'end', note })}\n`;
}

async function* pieces(parts: ProofParts, chosen: IdSet): AsyncGenerator<readonly string[]> {
  const { context, header, pace, makeCheckpoint } = parts;
  const { db } = context;
  yield [writeLine({ is: 'header', ...header })];
  const erasers = createErasers(db);
  await erasers.refresh(pace);
  const shower = createShower(db, erasers);
  let done = 0;
  while (chosen.after(done) !== null) {
    const page = ourCheckpoints(db, header.key, done);
    // What is still to come stands behind the last checkpoint.
    if (page.length === 0) await makeCheckpoint();
    const notes = page.length > 0 ? page : ourCheckpoints(db, header.key, done);
    if (notes.length === 0) throw new Error('The log cannot be signed.');
    for (const { note, entries } of notes) {
      const next = chosen.after(done);
      if (next === null) return;
      if (next <= entries) yield* segment(parts, { shower, erasers, chosen }, done, entries);
      yield [writeLine({ is: 'checkpoint', note })];
      done = entries;
      await pace.rest();
    }
  }
}

/** Checkpoints by this key: those of an older one prove nothing to whoever has only this. */
function ourCheckpoints(db: Database, verifierKey: string, after: number) {
  const id = readVerifierKey(verifierKey)?.id;
  for (let from = after; ; ) {
    const page = checkpointsAfter(db, from, CHECKPOINTS_AT_ONCE);
    const ours = page.filter(({ note }) =>
      readNote(note)?.signatures.some((signature) => signature.id === id),
    );
    if (ours.length > 0 || page.length < CHECKPOINTS_AT_ONCE) return ours;
    from = page.at(-1)?.entries ?? from;
  }
}

interface Reading {
  readonly shower: Shower;
  readonly erasers: Erasers;
  readonly chosen: IdSet;
}

/** The entries of a segment: whole, or as their hashes. */
async function* segment(
  { context, pace, onEntries }: ProofParts,
  reading: Reading,
  after: number,
  last: number,
): AsyncGenerator<readonly string[]> {
  const { db } = context;
  const { shower, chosen } = reading;
  let leftOut: string[] = [];
  for (let from = after; from < last; from += PAGE) {
    const to = Math.min(from + PAGE, last);
    const next = chosen.after(from);
    if (next === null || next > to) {
      leftOut.push(...bareRows(db, from, to).map(shower.hash));
      if (leftOut.length >= PAGE) yield [writeHashes(leftOut.splice(0))];
    } else {
      const lines: string[] = [];
      const rows = wholeRows(db, from, to);
      await explainGaps(reading, rows, pace);
      const files = filesOf(db, rows, chosen);
      for (const row of rows) {
        if (chosen.has(row.id)) {
          if (leftOut.length > 0) lines.push(writeHashes(leftOut));
          leftOut = [];
          lines.push(writeEntry(shower.entry(row, files.get(row.id) ?? null)));
        } else leftOut.push(shower.hash(row));
      }
      onEntries?.(lines.length);
      yield lines;
    }
    await pace.rest();
  }
  if (leftOut.length > 0) yield [writeHashes(leftOut)];
}

const writeHashes = (hashes: readonly string[]) => writeLine({ is: 'left-out', hashes });

function filesOf(db: Database, rows: readonly WholeRow[], chosen: IdSet) {
  const messages = rows.filter(({ id, action }) => action === 'message.receive' && chosen.has(id));
  const withFile = messages.filter(({ kind }) => kind !== 'text').map(({ id }) => id);
  return filesAbout(rowsAbout(db, withFile).filter(({ id }) => chosen.has(id)));
}

/** Has the entries that erased something of these come along. */
async function explainGaps(reading: Reading, rows: readonly WholeRow[], pace: Pace): Promise<void> {
  const { erasers, shower, chosen } = reading;
  const gaps = rows.filter((row) => chosen.has(row.id) && hasGap(shower, row));
  if (gaps.length === 0) return;
  const entriesBy = () => gaps.flatMap((row) => erasersOf(reading, row));
  // Something may have been erased since the export began.
  if (entriesBy().includes(null)) await erasers.refresh(pace);
  for (const by of entriesBy()) if (by !== null) chosen.add(by);
}

const refsOf = ({ actorRef, lineUserRef, memberRef }: WholeRow) => [
  actorRef,
  lineUserRef,
  memberRef,
];

const isErased = (row: WholeRow) => row.digest !== null && row.erased === true;

const hasGap = (shower: Shower, row: WholeRow): boolean =>
  isErased(row) || refsOf(row).some((ref) => shower.person(ref)?.erased === true);

function erasersOf({ erasers, shower }: Reading, row: WholeRow): (number | null)[] {
  const names = refsOf(row).filter((ref) => ref !== null && shower.person(ref)?.erased === true);
  return [
    ...(isErased(row) ? [erasers.ofContent(row.id)] : []),
    ...names.map((ref) => (ref === null ? null : erasers.ofName(ref))),
  ];
}
