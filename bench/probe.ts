/*
 * Loaded before what is measured (`node --import probe.ts …`): tells over IPC what its process has used. It
 * changes nothing, unless statements are to be counted (BENCH_COUNTS), which costs time of its own.
 */

const counts =
  process.env.BENCH_COUNTS === undefined
    ? null
    : await import('./count-statements.ts').then(({ countStatements }) => countStatements());

function answer(message: unknown): object {
  if (message === 'statements') return { is: 'statements', counts: counts?.() ?? [] };
  const { user, system } = process.cpuUsage();
  return {
    is: 'usage',
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / 1_000_000,
  };
}

process.on('message', (message) => process.send?.(answer(message)));
process.on('disconnect', () => process.exit(0));
