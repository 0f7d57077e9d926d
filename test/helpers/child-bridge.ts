import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

/** The bridge as a process of its own, so that killing it spares the platforms (DESIGN §10). */

const ENTRY = fileURLToPath(new URL('../../src/node.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly tookMs: number;
}

export interface ChildBridge {
  readonly port: number;
  readonly origin: string;
  /** From the start of the process to its readiness. Ms. */
  readonly readyAfterMs: number;
  /** Everything it has printed. */
  readonly output: string;
  /** SIGKILL: no goodbye. Resolves when the process is gone. */
  kill(): Promise<Ended>;
  /** SIGTERM. */
  terminate(): Promise<Ended>;
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts the bridge and waits until it can accept events; throws with its output when it ends before. */
export async function startChildBridge(
  environment: Readonly<Record<string, string>>,
): Promise<ChildBridge> {
  const child = launch(environment);
  const port = Number(environment.PORT);
  const origin = `http://127.0.0.1:${port}`;
  const startedAt = Date.now();
  const ended = () => child.process.exitCode !== null || child.process.signalCode !== null;
  try {
    await until(async () => ended() || (await isReady(origin)), 'the bridge is ready', 15_000);
  } catch (error) {
    child.process.kill('SIGKILL');
    throw error;
  }
  if (ended()) throw new Error(`The bridge did not start: ${child.output()}`);
  const readyAfterMs = Date.now() - startedAt;
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const since = Date.now();
    child.process.kill(signal);
    return { ...(await child.ended), tookMs: Date.now() - since };
  };
  return {
    port,
    origin,
    readyAfterMs,
    get output() {
      return child.output();
    },
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
  };
}

/** Runs the bridge until it ends by itself; kills it when that takes longer. Ms. */
export async function runToItsEnd(
  environment: Readonly<Record<string, string>>,
  withinMs = 10_000,
): Promise<Ended> {
  const child = launch(environment);
  const timer = setTimeout(() => child.process.kill('SIGKILL'), withinMs);
  const ended = await child.ended;
  clearTimeout(timer);
  return ended;
}

function launch(environment: Readonly<Record<string, string>>): {
  process: ChildProcess;
  ended: Promise<Ended>;
  output(): string;
} {
  const startedAt = Date.now();
  // Nothing of the test's own environment: a NODE_OPTIONS of the runner would change the child.
  const child = spawn(process.execPath, [ENTRY], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
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

/** Waits for a condition, looking every few ms of real time, and says what did not come about. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether this is there, or cannot be asked for yet. */
export function holds(condition: () => boolean): boolean {
  try {
    return condition();
  } catch {
    return false;
  }
}
