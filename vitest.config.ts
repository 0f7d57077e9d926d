import { statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** They read real time or memory: another at their side would disturb them. Each of them loads the code anew. */
const ALONE = [
  'test/web/door.test.ts',
  'test/bridge/deliver/loop/hang.test.ts',
  'test/web/unfinished-bodies.test.ts',
  'test/house/regexes.test.ts',
  'test/media/hostile-sounds.test.ts',
  'test/media/memory.test.ts',
];

const exclude = [
  'test/shared-fixtures/**',
  'test/browser/**',
  'test/limits/whole/**',
  // npm run test:kills
  'test/bridge/kills/**',
  // npm run test:workers
  'test/worker/**',
];
/** For what never comes; other programs of the machine may take most of its time. */
const patience = {
  // What a test asks of SQLite on Node must also run in a Durable Object.
  setupFiles: ['test/helpers/guard-sql.ts'],
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 240_000 } },
};

/**
 * Thousands of small databases are written to disk otherwise, each commit waiting for it. Tests that
 * kill what runs, or measure, keep the real disk.
 */
function foldersInMemory(): Record<string, string> {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize > ROOM_NEEDED ? { TMPDIR: IN_MEMORY } : {};
  } catch {
    return {};
  }
}

const IN_MEMORY = '/dev/shm';
const ROOM_NEEDED = 4 * 1024 ** 3;

export default defineConfig({
  test: {
    // Most of a test is waiting for the loopback: two at once keep two processors busy.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...patience,
          name: 'side by side',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, ...ALONE],
          env: foldersInMemory(),
          // Nothing is mocked and no test leaves a state in a module: one load of the code serves all files.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...patience,
          name: 'one at a time',
          include: ALONE,
          exclude,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
