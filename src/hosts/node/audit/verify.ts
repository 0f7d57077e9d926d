import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeReport } from '../../../../bot/audit/describe-report.ts';
import { readCheckpoint } from '../../../proof/checkpoint.ts';
import type { PlacedNote } from '../../../proof/known-checkpoints.ts';
import { readNotes } from '../../../proof/note-file.ts';
import { type NoteKey, noteSigner, readVerifierKey } from '../../../proof/note-key.ts';
import { readNote } from '../../../proof/signed-note.ts';
import { type AuditReport, beginAudit } from '../../../services/audit/verify.ts';
import { keysInUse } from '../../../services/checkpoints/signing-key.ts';
import { notesInDatabase } from '../../../services/checkpoints/witnesses.ts';
import { DATABASE_FILE } from '../../../store/sqlite/node.ts';
import { openReadOnly, type ReadOnlyDatabase } from '../../../store/sqlite/read-only.ts';
import { AUDIT_KEY_FILE } from '../audit-key.ts';
import { CHECKPOINT_FILE } from '../checkpoint-file.ts';
import { ownFolder } from '../own-folder.ts';
import { type Invocation, type Subcommand, USAGE_FAULT } from './subcommand.ts';
import { describeExport, kindOf, verifyExportFile } from './verify-export.ts';

/** How long one read of the database lasts, ms: the bridge beside us is writing. */
const READ_MS = 50;

/** `verify [path] [--checkpoints FILE]… [--key KEY]…`: verifies the log in a database. */
export const verify: Subcommand = {
  usage: (say) => say.verify,
  run: async (invocation) => {
    const asked = readArgs(invocation);
    if ('fault' in asked) {
      invocation.print(asked.fault);
      return USAGE_FAULT;
    }
    const other = await tryOther(invocation, asked);
    if (other !== null) return other;
    const report = tryVerify(invocation, asked);
    if (report === null) return USAGE_FAULT;
    if (asked.isSandbox) invocation.print(invocation.say.ofSandbox(asked.path));
    invocation.print(describeReport(invocation.words, report));
    return report.breach === null ? 0 : 1;
  },
};

interface Asked {
  readonly path: string;
  /** It is the log of the simulated platforms: nobody named a path, and there is no other log. */
  readonly isSandbox: boolean;
  readonly files: readonly string[];
  /** Null: those that stand beside the log. */
  readonly keys: readonly NoteKey[] | null;
}

function readArgs({ args, say, environment }: Invocation): Asked | { readonly fault: string } {
  const parsed = parse(args);
  if (parsed === null || parsed.positionals.length > 1) {
    return { fault: [say.wrongUse, ...say.verify].join('\n') };
  }
  const { checkpoints = [], key = [] } = parsed.values;
  const keys = key.map(readVerifierKey).filter((each) => each !== null);
  if (keys.length < key.length) return { fault: say.noKey };
  const [path] = parsed.positionals;
  return {
    ...(path === undefined
      ? ownFolder(environment.DATA_DIR || './data')
      : { path, isSandbox: false }),
    files: checkpoints,
    keys: keys.length === 0 ? null : keys,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        checkpoints: { type: 'string', multiple: true },
        key: { type: 'string', multiple: true },
      },
    });
  } catch {
    return null;
  }
}

/** The exit code for a file that is no database; null: it is one. */
async function tryOther({ print, say, words }: Invocation, asked: Asked): Promise<number | null> {
  const { path, files, keys } = asked;
  try {
    switch (kindOf(path)) {
      case 'database':
        return null;
      case 'table':
        print(say.tableProvesNothing(path));
        return USAGE_FAULT;
      case 'archive':
        print(say.unpackFirst(path));
        return USAGE_FAULT;
      case 'proof': {
        const notesOf = (file: string) => notesIn(file, readKept(file));
        const empty = files.find((file) => notesOf(file).length === 0);
        if (empty !== undefined) {
          print(say.noNotes(empty));
          return USAGE_FAULT;
        }
        const kept = files.flatMap(notesOf).map(({ note }) => note);
        const verdict = await verifyExportFile(path, keys ?? [], kept);
        print(describeExport(words, verdict));
        return verdict.ok ? 0 : 1;
      }
    }
  } catch (error) {
    print(say.unreadable(error instanceof Error ? error.message : ''));
    return USAGE_FAULT;
  }
}

/** Null: something cannot be read, and that has been said. */
function tryVerify({ print, say }: Invocation, asked: Asked): AuditReport | null {
  let path: string;
  let given: readonly PlacedNote[];
  try {
    path = databaseAt(asked.path);
    const beside = join(dirname(path), CHECKPOINT_FILE);
    const own = existsSync(beside) ? notesIn(beside, readFileSync(beside, 'utf8')) : [];
    given = [...own, ...asked.files.flatMap((file) => notesIn(file, readKept(file)))];
  } catch (error) {
    print(say.unreadable(error instanceof Error ? error.message : ''));
    return null;
  }
  const empty = asked.files.find((file) => !given.some(({ place }) => isIn(place, file)));
  if (empty !== undefined) {
    print(say.noNotes(empty));
    return null;
  }
  let database: ReadOnlyDatabase | null = null;
  try {
    database = openReadOnly(path);
    return verifyDatabase(database, asked.keys ?? keysBeside(database, path), given);
  } catch (error) {
    print(say.unreadable(`${path}: ${error instanceof Error ? error.message : ''}`));
    return null;
  } finally {
    database?.close();
  }
}

/** Throws where the path cannot be followed. */
const databaseAt = (path: string): string =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    ? join(path, DATABASE_FILE)
    : path;

/** Verifies the log in a database, in short reads: the bridge may be writing. */
export function verifyDatabase(
  { db, atOnce }: ReadOnlyDatabase,
  keys: readonly NoteKey[],
  given: readonly PlacedNote[],
): AuditReport {
  const run = atOnce(() => beginAudit(db, { keys, notes: [...given, ...notesInDatabase(db)] }));
  for (;;) {
    const report = atOnce(() => run.step(READ_MS));
    if (report !== null) return report;
  }
}

/** The keys that the database names, and the one that signs now. */
export function keysBeside({ db }: ReadOnlyDatabase, path: string): readonly NoteKey[] {
  const known = keysInUse({ db });
  const origin = known[0]?.name ?? originIn(db);
  const own = origin === null ? null : ownKey(join(dirname(path), AUDIT_KEY_FILE), origin);
  return own === null ? known : [...known, own];
}

function originIn(db: ReadOnlyDatabase['db']): string | null {
  const [first] = notesInDatabase(db);
  return readCheckpoint(readNote(first?.note ?? '')?.text ?? '')?.origin ?? null;
}

function ownKey(path: string, origin: string): NoteKey | null {
  try {
    return noteSigner(origin, createPrivateKey(readFileSync(path, 'utf8'))).key;
  } catch {
    // Another user's, or not there: the keys in the database have to do.
    return null;
  }
}

const isIn = (place: string, file: string) => place.startsWith(`${file}:`);

/** The checkpoints in a file's text. */
export const notesIn = (file: string, text: string): PlacedNote[] =>
  readNotes(text).notes.map(({ note, line }) => ({ note, place: `${file}:${line}` }));

/**
 * A copy that somebody kept: mail and editors change line ends, put a mark before the first line
 * and leave out the last line end. No note of ours has such a mark or a carriage return.
 */
function readKept(file: string): string {
  const text = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
