import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Deliverer } from '../../bridge/deliver/loop/deliverer.ts';
import { createEngine, type EngineParts } from '../../bridge/engine.ts';
import type { Context } from '../../src/context.ts';
import { keepArrival } from '../../src/store/queue/inbox.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import { OA } from '../helpers/company.ts';
import { until } from '../helpers/until.ts';

const FLOOD_MS = 250;
const ROUND_MS = 150;
const PATIENCE_MS = 500;

function busyFor(ms: number): void {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt);
}

/** Guarantee: the engine asks its parts for no more than stands here. */
const partsOf = (context: Pick<Context, 'db' | 'store' | 'clock'>, deliverer: object) =>
  ({
    context,
    deliverer,
    relay: () => 0,
    jobs: { inFlight: new Set(), pump: () => undefined, nextAt: () => null },
    alarm: { set: () => undefined },
    onFault: (_what: string, error: unknown) => {
      throw error;
    },
  }) as unknown as EngineParts;

test('while webhooks come without end, a stop has the ends of calls written at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-stop-'));
  const store = openNodeStore(folder);
  const context = { db: store.db, store, clock: { now: () => 1 } };
  let hasLane = true;
  let isWritten = false;
  let written = (): void => undefined;
  const call = new Promise<void>((resolve) => {
    written = resolve;
  });
  const deliverer: Omit<Deliverer, 'settlements' | 'recover'> & { readonly settlements: object } = {
    settlements: {
      waiting: false,
      tryAgain: () => false,
      writeAll: () => undefined,
      written: () => undefined,
      writeEach: () => {
        isWritten = true;
        written();
      },
    },
    isDue: () => hasLane,
    claim: () => {
      hasLane = false;
      busyFor(ROUND_MS);
    },
    start: () => undefined,
    giveBack: () => undefined,
    inFlight: new Set([call]),
    nextAt: () => null,
  };
  try {
    const engine = createEngine(partsOf(context, deliverer));
    busyFor(FLOOD_MS);
    // They stay at the door: the rest does not end for want of them.
    for (let n = 0; n < 1000; n += 1) engine.arriving();
    engine.wake();
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS + 20));
    // The next work waits for seven times as long.
    engine.wake();
    await engine.stop(PATIENCE_MS);
    expect(isWritten).toBe(true);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('where the clock stands still while code runs, the rest in a flood is for what was done', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-still-'));
  const store = openNodeStore(folder);
  const context = { db: store.db, store, clock: { now: () => 1 } };
  keepArrival(store.db, {
    ...{ key: 'a', platform: 'line', account: OA, verdict: 'act', receivedAt: 1 },
    ...{ body: '{}', speaker: 'line:a' },
  });
  const idle = { tryAgain: () => false, waiting: false, written: () => undefined };
  const deliverer = {
    settlements: { ...idle, writeAll: () => undefined, writeEach: () => undefined },
    isDue: () => false,
    start: () => undefined,
    inFlight: new Set(),
    nextAt: () => null,
  };
  let rounds = 0;
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const engine = createEngine({
      ...partsOf(context, deliverer),
      eventMs: 1,
      relay: () => {
        rounds += 1;
        return 16;
      },
    });
    for (let n = 0; n < 1000; n += 1) engine.arriving();
    vi.advanceTimersByTime(250);
    engine.wake();
    await until('the first round', () => rounds === 1);
    for (let n = 0; n < 50; n += 1) await new Promise(setImmediate);
    vi.advanceTimersByTime(110);
    for (let n = 0; n < 50; n += 1) await new Promise(setImmediate);
    expect(rounds).toBe(1);
    vi.advanceTimersByTime(2);
    await until('the second, after sixteen milliseconds seven times', () => rounds === 2);
    await engine.stop(0);
  } finally {
    vi.useRealTimers();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
