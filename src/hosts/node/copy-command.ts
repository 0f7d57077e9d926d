import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type TerminalWords, terminalWordsOf } from '../../words/terminal.ts';
import { copyFaultOf } from './backup/copy-fault.ts';
import { languageOf } from './command-language.ts';
import { ownFolder } from './own-folder.ts';
import type { Restored } from './restore/restore-backup.ts';

/*
 * What `npm run backup`, `restore`, `export` and `import` have in common. Exit codes (docs/operations.md): 0 done, 1 not
 * done and nothing changed, 2 wrong use, 3 done, but files are missing in DATA_DIR.
 */

const NOT_DONE = 1;
const WRONG_USE = 2;
const WITH_GAPS = 3;
const GAPS_SHOWN = 10;

type CopyWords = TerminalWords['copies'];

interface CopyCommand<Asked> {
  /** Null: that is not how it is used. */
  readonly asked: Asked | null;
  /** What is named where the machine refuses. */
  readonly place: (asked: Asked) => string;
  readonly usage: (say: CopyWords) => readonly string[];
  readonly failed: (say: CopyWords) => string;
  /** Does it and tells how it went. Returns the exit code. */
  readonly run: (asked: Asked, say: CopyWords) => Promise<number>;
}

/** Runs a command of an operator in a terminal. Returns its exit code. */
export async function runCopyCommand<Asked>(command: CopyCommand<Asked>): Promise<number> {
  const say = terminalWordsOf(languageOf(process.env)).copies;
  const { asked } = command;
  if (asked === null) {
    console.error(command.usage(say).join('\n'));
    return WRONG_USE;
  }
  try {
    return await command.run(asked, say);
  } catch (error) {
    const fault = copyFaultOf(error, command.place(asked));
    if (fault === null) throw error;
    console.error([command.failed(say), say.faults[fault.why](fault.detail)].join('\n'));
    return fault.why === 'inside' ? WRONG_USE : NOT_DONE;
  }
}

/** The one path a command is about, and its flags; null: that is not how it is used. */
export function readPathAndFlags<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
) {
  const args = process.argv.slice(2);
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [path, ...more] = positionals;
    return path === undefined || more.length > 0 ? null : { path, values };
  } catch {
    // A flag that there is not, or one without its value.
    return null;
  }
}

/** Where `DATA_DIR` is, unless a flag names another. */
const dataDirOf = (named?: string): string => named ?? (process.env.DATA_DIR || './data');

/** The folder whose data is copied; says so where it is the sandbox's. */
export function copiedFolder(say: CopyWords): string {
  const { path, isSandbox } = ownFolder(dataDirOf());
  if (isSandbox) console.log(say.ofSandbox(path));
  return path;
}

/** Tells of files that are missing. Returns the exit code. */
export function tellGaps(missing: readonly string[], means: (count: number) => string): number {
  if (missing.length === 0) return 0;
  console.error([means(missing.length), ...missing.slice(0, GAPS_SHOWN)].join('\n'));
  return WITH_GAPS;
}

/** What `restore` and `import` are asked: from where, and into which folder. */
export function readFromInto() {
  const read = readPathAndFlags({ into: { type: 'string' }, replace: { type: 'boolean' } });
  if (read === null) return null;
  const { into, replace = false } = read.values;
  return { from: read.path, dataDir: dataDirOf(into), replaces: replace };
}

/** Tells that a folder has been filled, and what follows. */
export function tellFilled(
  say: CopyWords,
  first: string,
  { entries, blobs, aside }: Pick<Restored, 'entries' | 'blobs' | 'aside'>,
): void {
  const lines = [first, say.counts(entries, blobs), ...(aside === null ? [] : [say.aside(aside)])];
  console.log([...lines, say.nextStart].join('\n'));
}
