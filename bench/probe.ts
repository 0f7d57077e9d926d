import { monitorEventLoopDelay } from 'node:perf_hooks';

/*
 * Loaded before the measured server (`node --import probe.ts …`): reports over IPC what its process
 * has used. It changes nothing, unless statements are counted (BENCH_COUNTS) or timed (BENCH_TIMES), or turns of the event
 * loop watched (BENCH_TURNS), which takes time of its own.
 */

const LOOK_EVERY_MS = 2;

const counts =
  process.env.BENCH_COUNTS === undefined
    ? null
    : await import('./count-statements.ts').then(({ countStatements }) => countStatements());

const times =
  process.env.BENCH_TIMES === undefined
    ? null
    : await import('./time-statements.ts').then(({ timeStatements }) => timeStatements());

const turns =
  process.env.BENCH_TURNS === undefined
    ? null
    : monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
turns?.enable();

/** Since the last call. */
function longestTurnMs(): number {
  const longest = turns === null ? 0 : turns.max / 1e6 - LOOK_EVERY_MS;
  turns?.reset();
  return longest;
}

function answer(message: unknown): object {
  if (message === 'statements') return { is: 'statements', counts: counts?.() ?? [] };
  if (message === 'times') return { is: 'times', times: times?.() ?? [] };
  const { user, system } = process.cpuUsage();
  return {
    is: 'usage',
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / 1_000_000,
    heapMb: process.memoryUsage().heapUsed / 1_000_000,
    longestTurnMs: longestTurnMs(),
  };
}

process.on('message', (message) => process.send?.(answer(message)));
process.on('disconnect', () => process.exit(0));
