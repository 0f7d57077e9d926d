import { parseArgs } from 'node:util';
import * as z from 'zod';
import { isVerb, type Verb } from '../../../domain/operator/verbs.ts';
import { terminalWordsOf } from '../../../words/terminal.ts';
import { languageOf } from '../command-language.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type Flags, type Invocation, type Outside, WrongUse } from './invocation.ts';
import { keygen } from './keygen.ts';
import { runHere } from './local.ts';

/** What the terminal gives. */
export interface Terminal {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly outside: Outside;
}

/** Runs `npm run workspace -- …`. Returns the exit code. */
export async function runWorkspaceCommand(terminal: Terminal): Promise<number> {
  const language = languageOf(terminal.environment);
  const say = terminalWordsOf(language).workspaceCommand;
  const [verb = '', ...rest] = terminal.args;
  if (['', 'help', '--help', '-h'].includes(verb)) {
    terminal.print(say.usage);
    return EXIT.done;
  }
  try {
    const read = readFlags(rest);
    if (read === null || !(verb === 'keygen' || isVerb(verb))) throw new WrongUse(say.wrongUse);
    const { print, warn, environment, outside } = terminal;
    const invocation = { ...read, say, language, print, warn, environment, outside };
    return verb === 'keygen' ? await keygen(invocation) : await runVerb(verb, invocation);
  } catch (error) {
    if (error instanceof z.ZodError) {
      terminal.warn(say.unreadable);
      return EXIT.unclear;
    }
    if (!(error instanceof WrongUse)) throw error;
    terminal.warn([error.message, say.help].join('\n'));
    return EXIT.wrongUse;
  }
}

/** With `--data-dir` it is about this machine; with `DATA_DIR` as well, unless a deployment is named. */
function runVerb(verb: Verb, invocation: Invocation): Promise<number> {
  const { flags, environment, say } = invocation;
  const deployment = flags.at ?? environment.KAKEHASHI_AT;
  if (flags['data-dir'] !== undefined && flags.at !== undefined) throw new WrongUse(say.oneOfBoth);
  const folder = flags['data-dir'] ?? (deployment === undefined ? environment.DATA_DIR : undefined);
  return folder === undefined || folder === ''
    ? COMMANDS[verb](invocation)
    : runHere(verb, invocation, folder);
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

/** Null: a flag that there is not, or one without its value. */
function readFlags(args: readonly string[]): { flags: Flags; args: readonly string[] } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        at: TEXT,
        key: TEXT,
        'data-dir': TEXT,
        from: TEXT,
        location: TEXT,
        jurisdiction: TEXT,
        role: TEXT,
        master: TEXT,
        out: TEXT,
        confirm: TEXT,
        time: TEXT,
        undo: FLAG,
        all: FLAG,
        drop: FLAG,
        replace: FLAG,
        'keep-webhook': FLAG,
      },
    });
    return { flags: values, args: positionals };
  } catch {
    return null;
  }
}
