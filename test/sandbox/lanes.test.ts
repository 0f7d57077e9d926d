import { expect, test } from 'vitest';
import { createLanes, createUnderWay } from '../../sandbox/lanes.ts';

/** Work that ends when the test says so. */
function work(name: string, log: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return {
    end: resolve,
    fail: () => reject(new Error(name)),
    run: () => {
      log.push(`${name} begins`);
      return promise;
    },
  };
}

test('work of one lane runs in order, another lane beside it', async () => {
  const { inLane } = createLanes();
  const log: string[] = [];
  const [first, second, other] = ['first', 'second', 'other'].map((name) => work(name, log));
  if (!first || !second || !other) throw new Error('three works');
  const turns = [inLane('a', first.run), inLane('a', second.run), inLane('b', other.run)];
  other.end();
  await turns[2];
  expect(log).toEqual(['first begins', 'other begins']);
  first.end();
  await turns[0];
  second.end();
  await turns[1];
  expect(log).toEqual(['first begins', 'other begins', 'second begins']);
});

test('a failed turn does not stop its lane', async () => {
  const { inLane } = createLanes();
  const log: string[] = [];
  const [first, second] = [work('first', log), work('second', log)];
  const failed = inLane('a', first.run);
  const next = inLane('a', second.run);
  first.fail();
  second.end();
  await expect(failed).rejects.toThrow('first');
  await next;
  expect(log).toEqual(['first begins', 'second begins']);
});

test('quiet waits for all work, also for work that begins meanwhile or fails', async () => {
  const { tracked, quiet } = createUnderWay();
  const log: string[] = [];
  const [first, second] = [work('first', log), work('second', log)];
  tracked(first.run()).catch(() => log.push('first failed'));
  let isQuiet = false;
  const waited = quiet().then(() => {
    isQuiet = true;
  });
  const later = tracked(second.run());
  first.fail();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isQuiet).toBe(false);
  second.end();
  await Promise.all([later, waited]);
  expect(log).toContain('first failed');
});
