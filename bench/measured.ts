import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { MINUTE_MS } from '../src/domain/durations.ts';
import { type Child, startChild } from './child.ts';
import { SECRET } from './company.ts';
import type { StatementCount } from './count-statements.ts';
import { pause } from './loops.ts';
import type { StatementTime } from './time-statements.ts';

const PROBE = fileURLToPath(new URL('./probe.ts', import.meta.url));
const ECHO = fileURLToPath(new URL('./peers/echo.js', import.meta.url));
const SERVE = fileURLToPath(new URL('./serve.ts', import.meta.url));
const ROOT = new URL('../', import.meta.url);
const READY_WITHIN_MS = MINUTE_MS;

/** Where each bridge leaves a profile of its processor time, for tracing where the time goes. */
const PROFILES = process.env.BENCH_PROFILE;
const PROFILE_FLAGS = PROFILES === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`];

const usage = z.object({
  is: z.literal('usage'),
  cpuMs: z.number(),
  rssMb: z.number(),
  /** Of V8, in use. */
  heapMb: z.number(),
  /** Of the event loop since the last call; 0 where turns are not watched. */
  longestTurnMs: z.number(),
});
/** The process's usage so far. */
export type Usage = z.infer<typeof usage>;

const statements = z.object({
  is: z.literal('statements'),
  counts: z.array(
    z.object({ sql: z.string(), built: z.number(), prepared: z.number(), executed: z.number() }),
  ),
});

const times = z.object({
  is: z.literal('times'),
  times: z.array(z.object({ sql: z.string(), executed: z.number(), medianMs: z.number() })),
});

/** A measured server, in its own process. */
export interface Measured {
  readonly port: number;
  /** From the start of the process until it takes events, ms. */
  readonly readyAfterMs: number;
  usage(): Promise<Usage>;
  /** Its database statements since the last call, where they are counted. */
  statements(): Promise<readonly StatementCount[]>;
  /** How long its statements took since the last call, where they are timed. */
  times(): Promise<readonly StatementTime[]>;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** `npm start`'s own command: the flags of Node, and the file. */
export function startCommand(): { flags: string[]; file: string } {
  const packed = z
    .object({ scripts: z.object({ start: z.string() }) })
    .parse(JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')));
  const words = packed.scripts.start.split(' ').filter((word) => word !== 'exec');
  const [node, file] = [words.shift(), words.pop()];
  if (node !== 'node' || file === undefined) throw new Error('The start script is not `node …`.');
  return { flags: words, file: fileURLToPath(new URL(file, ROOT)) };
}

/** In the environment of a bridge whose statements are counted. */
export const COUNTS = { BENCH_COUNTS: '1' };

/** In the environment of a bridge whose statements are timed. */
export const TIMES = { BENCH_TIMES: '1' };

/** In the environment of a bridge whose turns of the event loop are watched. */
export const TURNS = { BENCH_TURNS: '1' };

/** Starts the bridge as `npm start` does, with this environment. */
export function startBridge(environment: Readonly<Record<string, string>>): Promise<Measured> {
  const { flags, file } = startCommand();
  return startMeasured(
    [...flags, ...PROFILE_FLAGS],
    file,
    { ...environment, PORT: '0' },
    '/readyz',
  );
}

/** Starts the echo bot of LINE's guide. */
export function startEcho(lineUrl: string): Promise<Measured> {
  return startMeasured([], ECHO, { CHANNEL_SECRET: SECRET, LINE_API_BASE_URL: lineUrl }, null);
}

/** Starts a server that only receives (serve.ts). */
export function startReceiver(mode: string, folder: string, rooms: number): Promise<Measured> {
  return startMeasured([], SERVE, {}, null, [mode, folder, String(rooms)]);
}

/** Each of them prints its port once it listens. */
async function startMeasured(
  flags: readonly string[],
  file: string,
  environment: Readonly<Record<string, string>>,
  readyPath: string | null,
  args: readonly string[] = [],
): Promise<Measured> {
  const startedAt = performance.now();
  const child = startChild({
    flags: [...flags, '--import', PROBE],
    file,
    args,
    environment: { NODE_ENV: 'production', ...environment },
    quiet: true,
  });
  const port = await portOf(child);
  while (readyPath !== null && !(await isReady(port, readyPath))) await pause(5);
  const readyAfterMs = performance.now() - startedAt;
  return {
    port,
    readyAfterMs,
    usage: () => {
      child.tell('usage');
      return child.hear(usage);
    },
    statements: async () => {
      child.tell('statements');
      return (await child.hear(statements)).counts;
    },
    times: async () => {
      child.tell('times');
      return (await child.hear(times)).times;
    },
    stop: () => child.end('SIGTERM'),
    kill: async () => {
      // A process writes its profile at its end, unless it is killed.
      await child.end(PROFILES === undefined ? 'SIGKILL' : 'SIGTERM');
      const faults = child.output().match(/^.*\b(ERR|error)\b.*$/gim) ?? [];
      if (faults.length > 0)
        throw new Error(`${file} met with faults:\n${faults.slice(0, 5).join('\n')}`);
    },
  };
}

async function portOf(child: Child): Promise<number> {
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const port = / port (\d+)\./.exec(child.output())?.[1];
    if (port !== undefined) return Number(port);
    if (child.process.exitCode !== null || performance.now() > until) {
      throw new Error(`It did not start: ${child.output()}`);
    }
    await pause(5);
  }
}

async function isReady(port: number, path: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    await answer.text();
    return answer.status === 200;
  } catch {
    return false;
  }
}
