import type { Language } from '../../../domain/language.ts';
import type { TerminalWords } from '../../../words/terminal.ts';

/** The exit codes of `npm run workspace` (docs/cloudflare.md). */
export const EXIT = {
  done: 0,
  /** Nothing was changed. */
  refused: 1,
  wrongUse: 2,
  /** Done, and something is red. */
  red: 3,
  /** No answer came: it may have been done. */
  unclear: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command of the terminal works with. */
export interface Invocation {
  readonly flags: Flags;
  /** Behind the verb. */
  readonly args: readonly string[];
  readonly say: TerminalWords['workspaceCommand'];
  readonly language: Language;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly outside: Outside;
}

/** What the terminal's commands reach. */
export interface Outside {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  /** 16 random bytes, base64url. */
  readonly nonce: () => string;
  /** A secret that is typed or piped in, without its line end. */
  readonly readSecret: (prompt: string) => Promise<string>;
  /** Waits until a person says that something is done; false: nobody is there to ask. */
  readonly waitForPerson: (prompt: string) => Promise<boolean>;
}

export interface Flags {
  readonly at?: string;
  readonly key?: string;
  readonly 'data-dir'?: string;
  readonly from?: string;
  readonly location?: string;
  readonly jurisdiction?: string;
  readonly role?: string;
  readonly master?: string;
  readonly out?: string;
  readonly confirm?: string;
  readonly time?: string;
  readonly undo?: boolean;
  readonly all?: boolean;
  readonly drop?: boolean;
  readonly replace?: boolean;
  readonly 'keep-webhook'?: boolean;
}

/** The command was not used as it is. Its message says what to change. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUse';
  }
}

/** The value, or the command's wrong use. */
export function need<Value>(value: Value | undefined | null, sentence: string): Value {
  if (value === undefined || value === null || value === '') throw new WrongUse(sentence);
  return value;
}
