import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { waitedForProcessorMs } from './processor-wait.ts';
import { PATIENCE_MS } from './until.ts';

/** The bridge as a process of its own, so that killing it spares the platforms (DESIGN §10). */

const ENTRY = fileURLToPath(new URL('../../src/hosts/node/start.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  /** Without its waits for a processor, as far as they are known. */
  readonly tookMs: number;
}

export interface ChildBridge {
  readonly port: number;
  readonly origin: string;
  /** Processor time that other programs took while the bridge wanted it, so far. Ms. */
  waitedMs(): number;
  /** From the start of the process to its readiness, without its waits for a processor. Ms. */
  readonly readyAfterMs: number;
  /** Everything it has printed. */
  readonly output: string;
  /** When the process is gone, for whatever reason. */
  readonly ended: Promise<Ended>;
  /** Tells an entry of a test something, over the channel between the processes. */
  tell(message: object): void;
  /** SIGSTOP: its connections stay, and nobody answers on them. */
  freeze(): void;
  /** SIGKILL: no cleanup. Resolves when the process is gone. */
  kill(): Promise<Ended>;
  /** SIGTERM. */
  terminate(): Promise<Ended>;
}

/** A program that starts the bridge in another way than `npm start`, and hears what it is told. */
export interface TestEntry {
  readonly path: string;
  readonly args: readonly string[];
}

/** The bridge ended before it was ready. */
export class EndedEarly extends Error {
  readonly signal: NodeJS.Signals | null;
  constructor(output: string, signal: NodeJS.Signals | null) {
    super(`The bridge did not start: ${output}`);
    this.name = 'EndedEarly';
    this.signal = signal;
  }
}

/**
 * Starts the bridge on a port that it chooses, unless it is given one, and waits until it accepts events.
 *
 * @param entry absent: as `npm start` does
 * @throws EndedEarly
 */
export async function startChildBridge(
  environment: Readonly<Record<string, string>>,
  entry?: TestEntry,
): Promise<ChildBridge> {
  const child = launch({ PORT: '0', ...environment }, entry);
  const startedAt = Date.now();
  const ended = () => child.process.exitCode !== null || child.process.signalCode !== null;
  const portOf = () => Number(/ port (\d+)\./.exec(child.output())?.[1] ?? 0);
  const originOf = () => `http://127.0.0.1:${portOf()}`;
  try {
    await until(
      async () => ended() || (portOf() > 0 && (await isReady(originOf()))),
      'the bridge is ready',
    );
  } catch (error) {
    child.process.kill('SIGKILL');
    throw error;
  }
  if (ended()) throw new EndedEarly(child.output(), child.process.signalCode);
  const [port, origin] = [portOf(), originOf()];
  const waited = () => waitedForProcessorMs(child.process.pid ?? 0);
  const readyAfterMs = Date.now() - startedAt - waited();
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const [since, waitedBefore] = [Date.now(), waited()];
    let waitedAtLast = waitedBefore;
    const watch = setInterval(() => {
      waitedAtLast = Math.max(waitedAtLast, waited());
    }, 20);
    child.process.kill(signal);
    const ended = await child.ended;
    clearInterval(watch);
    return { ...ended, tookMs: Date.now() - since - (waitedAtLast - waitedBefore) };
  };
  return {
    port,
    origin,
    waitedMs: waited,
    readyAfterMs,
    get output() {
      return child.output();
    },
    ended: child.ended,
    tell: (message) => {
      // A bridge that is gone hears nothing.
      child.process.send?.(message, () => undefined);
    },
    freeze: () => {
      child.process.kill('SIGSTOP');
    },
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
  };
}

/**
 * Starts the bridge over simulated platforms, as `npm start` does; resolves with its printed URL.
 */
export async function startChildSandbox(
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; terminate(): Promise<Ended> }> {
  const child = launch({ ...environment, SANDBOX: '1' });
  const urlOf = () => /Open (\S+)/.exec(child.output())?.[1];
  const ended = () => child.process.exitCode !== null;
  await until(() => ended() || urlOf() !== undefined, 'the sandbox is ready');
  const url = urlOf();
  if (url === undefined) throw new Error(`The sandbox did not start: ${child.output()}`);
  return {
    url,
    terminate: () => {
      child.process.kill('SIGTERM');
      return child.ended;
    },
  };
}

/** Runs the bridge until it ends on its own; kills it when that takes longer. Ms. */
export async function runToItsEnd(
  environment: Readonly<Record<string, string>>,
  withinMs = PATIENCE_MS,
): Promise<Ended> {
  const child = launch(environment);
  const timer = setTimeout(() => child.process.kill('SIGKILL'), withinMs);
  const ended = await child.ended;
  clearTimeout(timer);
  return ended;
}

function launch(
  environment: Readonly<Record<string, string>>,
  entry: TestEntry = { path: ENTRY, args: [] },
): {
  process: ChildProcess;
  ended: Promise<Ended>;
  output(): string;
} {
  const startedAt = Date.now();
  // Inherits nothing from the test: a NODE_OPTIONS of the runner would change the child.
  const child = spawn(process.execPath, [entry.path, ...entry.args], {
    env: { PATH: process.env.PATH, ...environment },
    // `npm start` has no such channel.
    stdio: entry.path === ENTRY ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) =>
      resolve({ code, signal, output, tookMs: Date.now() - startedAt }),
    );
  });
  return { process: child, ended, output: () => output };
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${origin}/readyz`, { reset: true });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

/**
 * Waits for a condition, checking every few ms of real time, and names the one that failed. The
 * limit only catches what never comes: a busy machine does not make a test fail.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether it is there; false while it cannot be asked yet. */
export function holds(condition: () => boolean): boolean {
  try {
    return condition();
  } catch {
    return false;
  }
}
