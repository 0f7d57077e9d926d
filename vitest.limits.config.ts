import { defineConfig } from 'vitest/config';

/** `npm run test:limits`: every write of a conversation fails in every way; minutes. */
export default defineConfig({
  test: {
    include: ['test/limits/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
