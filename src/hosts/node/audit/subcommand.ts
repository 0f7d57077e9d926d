import type { TerminalWords } from '../../../words/terminal.ts';
import type { Words } from '../../../words/words.ts';

/** The exit code for wrong use, and for what cannot be read. */
export const USAGE_FAULT = 2;

/** What a subcommand works with. */
export interface Invocation {
  /** Behind its name. */
  readonly args: readonly string[];
  /** What the command says of itself. */
  readonly say: TerminalWords['auditCommand'];
  /** What is said of the log, here as in chat. */
  readonly words: Words;
  readonly print: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A subcommand of `npm run audit`. */
export interface Subcommand {
  /** How it is used, line by line. */
  usage(say: Invocation['say']): readonly string[];
  /** Returns the exit code. */
  run(invocation: Invocation): Promise<number>;
}
