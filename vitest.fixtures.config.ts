import { defineConfig } from 'vitest/config';

/** `npm run test:fixtures`: the bodies of ../shared/fixtures, where that folder is there. */
export default defineConfig({
  test: {
    include: ['test/shared-fixtures/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
