import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJobs } from '../../../bridge/jobs/queue.ts';
import type { Context } from '../../../src/context.ts';
import { planJob } from '../../../src/store/queue/jobs.ts';
import { jobs } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-jobs-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a job whose end the database refuses is ended as soon as it accepts it, and runs once', async () => {
  const context = { db: store.db, store, clock: { now: () => 1000 } } as Context;
  planJob(store.db, { kind: 'work', key: '', payload: {}, dueAt: 0 });
  const faults: string[] = [];
  let runs = 0;
  const runner = createJobs({
    mostAtOnce: 20,
    context,
    handlers: {
      work: async () => {
        runs += 1;
        store.db.run('PRAGMA query_only = ON');
        setTimeout(() => store.db.run('PRAGMA query_only = OFF'), 300);
        return { kind: 'done' };
      },
    },
    onSettled: () => undefined,
    onFault: (what) => faults.push(what),
  });
  runner.pump();
  runner.pump();
  await Promise.all(runner.inFlight);
  expect(faults).toEqual(['job work']);
  expect(runs).toBe(1);
  expect(store.db.select().from(jobs).all()).toEqual([]);
});
