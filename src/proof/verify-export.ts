import { createHash } from 'node:crypto';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { createErasureBook, type ErasureBook } from './export-erasures.ts';
import { createFileBook, type FileBook } from './export-files.ts';
import {
  type ExportHeader,
  type ExportLine,
  readEnd,
  readLine,
  type ShownEntry,
} from './export-form.ts';
import { createKeptBook, type KeptBook } from './export-kept.ts';
import { Breach, type ExportVerdict } from './export-verdict.ts';
import { headAfter, NO_HEAD } from './hashes.ts';
import { IdSet } from './id-set.ts';
import { parseOrNull } from './lenient-json.ts';
import { type NoteKey, readVerifierKey } from './note-key.ts';
import { hashShown } from './shown-hash.ts';
import { judgeNote } from './signed-note.ts';

/** Verifies an export line by line, as it is read. */
export interface ExportVerifier {
  /** Takes the next line, without its line break. False: the verdict stands, and more changes nothing. */
  take(line: string): boolean;
  /** Says what the file is, once all its lines were taken. */
  verdict(): ExportVerdict;
}

export interface ExportVerifierOptions {
  /** The keys that may have signed it; none: the key that the file itself names. */
  readonly keys: readonly NoteKey[];
  /** Checkpoints that somebody kept, as notes. */
  readonly kept?: readonly string[];
}

/** What is known of the file so far. */
interface State {
  lines: number;
  header: ExportHeader | null;
  keys: readonly NoteKey[];
  keyId: string;
  /** How many entries of the log were walked, and the head there. */
  entries: number;
  head: string;
  /** Whether a checkpoint says so. */
  isSigned: boolean;
  checkpoints: number;
  leftOut: number;
  /** Where and what the last line is. */
  end: 'missing' | 'there';
  /** The entry of the export stands in it. */
  isAsked: boolean;
}

const HASH = /^[0-9a-f]{64}$/u;

/** What is noted while a file is read. */
interface Books {
  readonly whole: IdSet;
  readonly erasures: ErasureBook;
  readonly files: FileBook;
  readonly kept: KeptBook;
}

/** A verifier of one file. It holds little of it in memory, however long it is. */
export function createExportVerifier(options: ExportVerifierOptions): ExportVerifier {
  const state = newState(options.keys);
  const bytes = createHash('sha256');
  const whole = new IdSet();
  const erasures = createErasureBook();
  const books = { whole, erasures, files: createFileBook(whole), kept: createKeptBook() };
  let breach: Breach | null = null;

  const takeLine = (text: string) => {
    if (state.end === 'there') throw new Breach('altered');
    const line = readLine(text);
    if (line === null) throw new Breach('unreadable', nextEntry(state));
    if (line.is === 'end') return takeEnd(state, line.note, bytes.digest('hex'));
    if (state.header !== null) takePart(state, books, line);
    else {
      begin(state, line);
      books.kept.read(options.kept ?? [], state.keys, state.header);
    }
    bytes.update(`${text}\n`);
  };

  return {
    take: (text) => {
      if (breach !== null) return false;
      state.lines += 1;
      breach = breachOf(() => takeLine(text));
      return breach === null;
    },
    verdict: () => {
      const found = breach ?? breachOf(() => finish(state, books));
      if (found === null) return whatItIs(state, books, options.keys.length > 0);
      return { ok: false, breach: found.breach, line: state.lines, entry: found.entry };
    },
  };
}

const newState = (keys: readonly NoteKey[]): State => ({
  ...{ lines: 0, header: null, keys, keyId: '', entries: 0, head: NO_HEAD },
  ...{ isSigned: true, checkpoints: 0, leftOut: 0, end: 'missing', isAsked: false },
});

/** The breach that the work finds; null: none. */
function breachOf(work: () => void): Breach | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Breach) return error;
    throw error;
  }
}

function whatItIs(
  state: State,
  { whole, erasures, kept }: Books,
  knownKey: boolean,
): ExportVerdict {
  const { header, keyId, checkpoints, leftOut } = state;
  return {
    ok: true,
    ...{ origin: header?.origin ?? '', at: header?.at ?? 0, entry: header?.entry ?? 0 },
    ...{ whole: whole.size, leftOut, erased: erasures.count(), checkpoints, keyId, knownKey },
    ...kept.counts(),
  };
}

/** A line between the header and the end. */
function takePart(
  state: State,
  { whole, erasures, files, kept }: Books,
  line: Exclude<ExportLine, { readonly is: 'end' }>,
): void {
  switch (line.is) {
    case 'header':
      throw new Breach('order', nextEntry(state));
    case 'checkpoint':
      takeCheckpoint(state, line.note);
      break;
    case 'left-out':
      for (const hash of line.hashes) {
        if (!HASH.test(hash)) throw new Breach('unreadable', nextEntry(state));
        step(state, hash);
        state.leftOut += 1;
        kept.compare(state.entries, state.head);
      }
      break;
    case 'entry':
      takeEntry(state, line);
      whole.add(line.id);
      erasures.note(line);
      files.note(line);
      break;
    default:
      line satisfies never;
  }
  kept.compare(state.entries, state.head);
}

/** The number of the entry that comes next: a bad line stands in its place. */
const nextEntry = (state: State) => (state.header === null ? null : state.entries + 1);

function begin(
  state: State,
  header: Exclude<ExportLine, { readonly is: 'end' }>,
): asserts state is State & { readonly header: ExportHeader } {
  if (header.is !== 'header') throw new Breach('no-header');
  const named = readVerifierKey(header.key);
  if (named === null || named.name !== header.origin) throw new Breach('no-header');
  if (state.keys.length === 0) state.keys = [named];
  const { id } = named;
  if (!state.keys.some((key) => key.name === named.name && key.id === id)) {
    throw new Breach('unknown-key');
  }
  state.header = header;
  state.keyId = id;
}

/** Goes on by one entry. */
function step(state: State, entryHash: string): void {
  state.head = headAfter(state.head, entryHash);
  state.entries += 1;
  state.isSigned = false;
}

function takeEntry(state: State, entry: ShownEntry): void {
  if (entry.id !== state.entries + 1) throw new Breach('order', state.entries + 1);
  step(state, hashShown(entry));
  if (entry.head !== state.head) throw new Breach('changed', entry.id);
  if (state.header !== null && entry.id === state.header.entry) {
    if (!tellsTheSame(entry, state.header)) throw new Breach('header', entry.id);
    state.isAsked = true;
  }
}

function tellsTheSame(entry: ShownEntry, header: ExportHeader): boolean {
  const detail = entry.content !== null && 'detail' in entry.content ? entry.content.detail : null;
  return (
    entry.action === 'audit.export' &&
    entry.at === header.at &&
    entry.actor.id === header.by &&
    JSON.stringify(detail === null ? null : parseOrNull(detail)) === JSON.stringify(header.asked)
  );
}

/**
 * A checkpoint closes the entries before it. Where there are none since the last one, it leads over
 * entries that the file says nothing about.
 */
function takeCheckpoint(state: State, note: string): void {
  const { entries, head } = signedCheckpoint(state.keys, note, state.header?.origin ?? '');
  state.checkpoints += 1;
  if (entries < state.entries) throw new Breach('order', entries + 1);
  if (entries > state.entries && !state.isSigned) throw new Breach('order', state.entries + 1);
  if (entries === state.entries && head !== state.head) {
    throw new Breach('segment', state.entries);
  }
  Object.assign(state, { entries, head, isSigned: true });
}

function signedCheckpoint(keys: readonly NoteKey[], note: string, origin: string): Checkpoint {
  const judged = judgeNote(note, keys);
  const checkpoint = judged.kind === 'signed' ? readCheckpoint(judged.text) : null;
  if (checkpoint?.origin !== origin) throw new Breach('signature');
  return checkpoint;
}

function takeEnd(state: State, note: string, sha256: string): void {
  const { header, keys, lines } = state;
  const judged = judgeNote(note, keys);
  const end = judged.kind === 'signed' ? readEnd(judged.text) : null;
  if (end === null || end.origin !== header?.origin) throw new Breach('signature');
  if (!state.isSigned || !state.isAsked) throw new Breach('incomplete', state.entries + 1);
  if (end.entry !== header.entry || end.lines !== lines - 1 || end.sha256 !== sha256) {
    throw new Breach('altered');
  }
  state.end = 'there';
}

function finish(state: State, { erasures, files, kept }: Books): void {
  if (state.header === null) throw new Breach('no-header');
  if (state.end === 'missing') throw new Breach('incomplete', state.entries + 1);
  erasures.finish();
  files.finish();
  kept.finish();
}
