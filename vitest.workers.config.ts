import { defineConfig } from 'vitest/config';

/** Stories of Node that need nothing of its process: they run in workerd as they are. */
const STORIES = [
  'test/story.test.ts',
  'test/bridge/deliver/media/matrix.test.ts',
  'test/bridge/receive/http.test.ts',
  'test/bridge/relay/line/friendship-order.test.ts',
  'test/bot/commands/members/handover-which.test.ts',
  'test/services/handover/in-flight.test.ts',
  'test/services/pushes/kept-notices.test.ts',
  'test/services/rooms/closing.test.ts',
  'test/shared-fixtures/contracts.test.ts',
];

/** Most of a test is waiting; the machine may be busy. */
const patience = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 240_000 } },
};

/**
 * `npm run test:workers`: the product in workerd. The stories share one of it, each with an object of its own, and one
 * clock, so one runs at a time.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patience,
          name: 'stories of Node',
          include: STORIES,
          globalSetup: 'test/worker/stories/start.ts',
          setupFiles: 'test/worker/stories/host-worlds.ts',
          isolate: false,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...patience,
          name: 'of Workers alone',
          include: ['test/worker/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
