import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../helpers/free-port.ts';
import { environmentOf, type Stage, wordsOf } from './recipe.ts';

const READY_MS = 300_000;

/** The project's own Node is first, as it is the only one in the image. */
const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

/**
 * Fills a folder as `WORKDIR` of the image is filled: its copies, and what the stage of the packages
 * runs. Steps that change the system itself (users, folders of the root) are left out.
 *
 * @returns where the last stage stands
 */
export function assemble(stages: readonly Stage[], checkout: string, folder: string): string {
  for (const [at, stage] of stages.entries()) {
    const root = join(folder, stage.name ?? `stage-${at}`);
    mkdirSync(root, { recursive: true });
    for (const { does, rest } of stage.steps) {
      if (does === 'COPY') copy(rest, checkout, folder, root);
      if (does === 'RUN' && /^npm /.test(rest)) {
        execFileSync('sh', ['-c', rest], { cwd: root, stdio: 'inherit', env: { ...process.env } });
      }
    }
  }
  return join(folder, stages.at(-1)?.name ?? `stage-${stages.length - 1}`);
}

function copy(rest: string, checkout: string, folder: string, root: string): void {
  const [, stage] = /^--from=(\S+) /.exec(rest) ?? [];
  const words = rest.replace(/^--\S+ /, '').split(/\s+/);
  const to = join(root, words.at(-1) ?? '.');
  for (const word of words.slice(0, -1)) {
    const from = stage === undefined ? join(checkout, word) : join(folder, stage, basename(word));
    // `COPY a/b.html a/` puts a file below, `COPY a/b.html a/b.html` at the place itself.
    const below = statSync(from).isFile() && (words.at(-1) ?? '').endsWith('/');
    cpSync(from, below ? join(to, basename(from)) : intoFolder(from, to), { recursive: true });
  }
}

/** `COPY package.json ./`: a file into a folder. */
const intoFolder = (from: string, to: string): string =>
  statSync(from).isFile() && statSync(to, { throwIfNoEntry: false })?.isDirectory()
    ? join(to, basename(from))
    : to;

/**
 * Runs `CMD` there as the sandbox until `HEALTHCHECK` is content, then stops it as `docker stop` does.
 *
 * @throws Error with what went wrong
 */
export async function runOnce(image: Stage, root: string, data: string): Promise<void> {
  const [command = '', ...args] = wordsOf(image, 'CMD');
  const port = await freePort();
  const env = {
    PATH,
    ...environmentOf(image),
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: data,
  };
  const bridge = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => {
    bridge.on('exit', resolve);
  });
  try {
    await untilHealthy(wordsOf(image, 'HEALTHCHECK'), root, env, bridge);
  } finally {
    bridge.kill('SIGTERM');
  }
  const code = await ended;
  if (code !== 0) throw new Error(`It ended with ${code} on SIGTERM.`);
}

async function untilHealthy(
  [command = '', ...args]: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  bridge: ReturnType<typeof spawn>,
): Promise<void> {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    if (bridge.exitCode !== null) throw new Error(`It ended at once with ${bridge.exitCode}.`);
    const asked = spawn(command, args, { cwd, env, stdio: 'ignore' });
    const code = await new Promise((resolve) => asked.on('exit', resolve));
    if (code === 0) return;
    await setTimeout(200);
  }
  throw new Error('HEALTHCHECK was never content.');
}
