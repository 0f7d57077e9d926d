import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../helpers/free-port.ts';
import { PATIENCE_MS } from './panels.ts';

const ROOT = join(import.meta.dirname, '../..');

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
  await choosePorts(folder);
  await sandbox.start();
  try {
    await use(sandbox);
  } finally {
    await sandbox.end();
  }
}

/** Those that the system gives to whoever asks may be taken before the second start: the page would move. */
async function choosePorts(folder: string): Promise<void> {
  const names = ['lineApi', 'lineData', 'worksApi', 'worksAuth', 'worksStorage', 'page', 'bridge'];
  const ports = new Set<number>();
  while (ports.size < names.length) ports.add(await freePort());
  const kept = Object.fromEntries([...ports].map((port, at) => [names[at], port]));
  mkdirSync(join(folder, 'sandbox'), { recursive: true });
  writeFileSync(join(folder, 'sandbox/ports.json'), JSON.stringify(kept));
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
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
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
  const patience = setTimeout(() => child.kill('SIGTERM'), PATIENCE_MS);
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
    `src/hosts/node/start.ts printed no URL within ${PATIENCE_MS / 1000} s, or ended`,
  );
}
