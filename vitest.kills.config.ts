import { defineConfig } from 'vitest/config';

/**
 * `npm run test:kills`: a bridge in a process of its own is killed in the middle of one thing, and the next start ends it.
 * Each on the real disk and alone, for another would disturb what it waits for.
 */
export default defineConfig({
  test: {
    include: ['test/bridge/kills/*.test.ts'],
    setupFiles: ['test/helpers/guard-sql.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
    fileParallelism: false,
  },
});
