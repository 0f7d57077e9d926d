import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import type { z } from 'zod';

/** A process of the bench that we talk to over IPC. */
export interface Child {
  /** Sends it a message. */
  tell(message: object | string): void;
  /** Its next message, which must match; throws if it ends instead. */
  hear<Said>(said: z.ZodType<Said>): Promise<Said>;
  /** Its output so far, unless that goes straight to the console. */
  output(): string;
  readonly process: ChildProcess;
  /** Sends it the signal and waits for its end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export interface ChildOptions {
  /** Of Node itself, before the file. */
  readonly flags?: readonly string[];
  readonly file: string;
  readonly args?: readonly string[];
  /** Its whole environment beside the path. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether its output is captured instead of shown. */
  readonly quiet?: boolean;
}

/** Starts a script of ours with the Node that runs this. */
export function startChild(options: ChildOptions): Child {
  const { flags = [], file, args = [], environment = {}, quiet = false } = options;
  const out = quiet ? 'pipe' : 'inherit';
  const stdio: StdioOptions = ['ignore', out, out, 'ipc'];
  const child = spawn(process.execPath, [...flags, file, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const waiting: unknown[] = [];
  let wanted: { take: (said: unknown) => void; fail: (error: Error) => void } | null = null;
  child.on('message', (said) => {
    if (wanted === null) waiting.push(said);
    else wanted.take(said);
    wanted = null;
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      wanted?.fail(new Error(`${file} ended with ${code ?? signal}. ${printed}`));
      resolve();
    });
  });
  const nextSaid = () =>
    new Promise<unknown>((take, fail) => {
      if (waiting.length > 0) take(waiting.shift());
      else if (child.exitCode !== null) fail(new Error(`${file} has ended. ${printed}`));
      else wanted = { take, fail };
    });
  return {
    tell: (message) => {
      child.send(message);
    },
    hear: async (said) => said.parse(await nextSaid()),
    output: () => printed,
    process: child,
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
