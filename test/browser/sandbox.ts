import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../..');
const READY_WITHIN_MS = 15_000;
const ENDED_WITHIN_MS = 10_000;

/** The product in its sandbox, which a step may stop and start again. */
export interface Sandbox {
  readonly url: string;
  start(): Promise<void>;
  end(): Promise<void>;
}

/** @param folder what it keeps stands there, from one start to the next */
export async function withSandbox(
  folder: string,
  use: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  let running: { readonly url: string; end(): Promise<void> } | null = null;
  const sandbox: Sandbox = {
    get url() {
      return running?.url ?? '';
    },
    start: async () => {
      running = await startSandbox(folder);
    },
    end: async () => {
      await running?.end();
      running = null;
    },
  };
  await sandbox.start();
  try {
    await use(sandbox);
  } finally {
    await sandbox.end();
  }
}

async function startSandbox(folder: string) {
  const child = spawn(process.execPath, ['src/hosts/node/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, SANDBOX: '1', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warning' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const end = async () => {
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), ENDED_WITHIN_MS);
    await ended;
    clearTimeout(patience);
  };
  try {
    return { url: await printedUrl(child), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function printedUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the output of the sandbox is not readable');
  const patience = setTimeout(() => child.kill('SIGTERM'), READY_WITHIN_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(line)?.[0];
      if (url !== undefined) return url;
    }
  } finally {
    clearTimeout(patience);
    // Unread output would eventually block the child.
    child.stdout.resume();
  }
  throw new Error(
    `src/hosts/node/start.ts printed no URL within ${READY_WITHIN_MS / 1000} s, or ended`,
  );
}
