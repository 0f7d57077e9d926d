import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJobs, type JobEnd } from '../../../bridge/jobs/queue.ts';
import type { Context } from '../../../src/context.ts';
import { planJob } from '../../../src/store/queue/jobs.ts';
import { jobs } from '../../../src/store/schema.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
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

const NOW = 1000;
const plan = (what: string, dueAt = NOW) =>
  planJob(store.db, { kind: 'work', key: '', payload: { what }, dueAt });

/** Runs `first`, during which the job is planned again, and the jobs due then. */
async function runs(end: JobEnd, dueAt = NOW): Promise<unknown[]> {
  const seen: unknown[] = [];
  const runner = createJobs({
    mostAtOnce: 20,
    context: { db: store.db, store, clock: { now: () => NOW } } as Context,
    handlers: {
      work: async (payload) => {
        seen.push(payload);
        await Promise.resolve();
        if (seen.length === 1) plan('second', dueAt);
        return seen.length === 1 ? end : { kind: 'done' };
      },
    },
    onSettled: () => undefined,
    onFault: (_, error) => {
      throw error;
    },
  });
  plan('first');
  for (let turn = 0; turn < 3; turn += 1) {
    runner.pump();
    await Promise.all(runner.inFlight);
  }
  return seen;
}

test.each<JobEnd>([{ kind: 'done' }, { kind: 'again', afterMs: 60_000 }])(
  'a job that is planned while it runs runs again at once, as planned: $kind',
  async (end) => {
    expect(await runs(end)).toEqual([{ what: 'first' }, { what: 'second' }]);
    expect(store.db.select().from(jobs).all()).toEqual([]);
  },
);

test.each<JobEnd>([{ kind: 'done' }, { kind: 'again', afterMs: 1 }])(
  'one that is planned for later while it runs waits until then: $kind',
  async (end) => {
    expect(await runs(end, NOW + 5000)).toEqual([{ what: 'first' }]);
    const [job] = store.db.select().from(jobs).all();
    expect(job).toMatchObject({ payload: '{"what":"second"}', dueAt: NOW + 5000 });
  },
);

test('a job that runs again and again is written once a run', async () => {
  const runner = createJobs({
    mostAtOnce: 20,
    context: { db: store.db, store, clock: { now: () => NOW } } as Context,
    handlers: { work: async () => ({ kind: 'again', afterMs: 1 }) },
    onSettled: () => undefined,
    onFault: (_, error) => {
      throw error;
    },
  });
  plan('only');
  const written = () => store.db.get<{ n: number }>(sql`SELECT total_changes() AS n`).n;
  const before = written();
  runner.pump();
  await Promise.all(runner.inFlight);
  expect(written() - before).toBe(1);
});
