import { afterEach, expect, test, vi } from 'vitest';
import { record } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { createIndexKeeper } from '../../../src/services/audit/search/keep-index.ts';
import { latestEntry } from '../../../src/store/audit/audit-log.ts';
import { tailOf } from '../../../src/store/audit/index/tail.ts';
import { openSmallLog } from '../../helpers/small-log.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('where the clock stands still while code runs, a step of the index ends all the same', async () => {
  const { context, close } = openSmallLog();
  const { store } = context;
  try {
    store.transaction(() => {
      for (let n = 0; n < 1500; n += 1) {
        record(context, { action: 'link.enable', actor: SYSTEM, outcome: 'ok' });
      }
    });
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
    const kept = createIndexKeeper(context).keepUp(true);
    const { through } = tailOf(store.db);
    expect(through).toBeGreaterThan(0);
    expect(through).toBeLessThan(latestEntry(store.db) / 2);
    await vi.runAllTimersAsync();
    expect(await kept).toBe(false);
    expect(tailOf(store.db).through).toBe(latestEntry(store.db));
  } finally {
    close();
  }
});
