import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSettlements } from '../../bridge/deliver/loop/settlements.ts';
import { createEngine } from '../../bridge/engine.ts';
import type { Context } from '../../src/context.ts';
import { keepArrival } from '../../src/store/queue/inbox.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';

const CALLERS = 60;

test('webhooks on separate connections do not each wait for a round of work', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-door-'));
  const store = openNodeStore(folder);
  let rounds = 0;
  let isBusy = true;
  const resting = { inFlight: new Set<Promise<void>>(), pump: () => undefined, nextAt: () => null };
  // It stays due: each round is followed by another.
  keepArrival(store.db, {
    key: 'one',
    platform: 'line',
    account: '1',
    verdict: 'act',
    body: '{}',
    receivedAt: 0,
  });
  const context = { db: store.db, store, clock: { now: () => 1000 } } as Context;
  const engine = createEngine({
    context,
    relay: () => {
      rounds += 1;
      return isBusy ? 1 : 0;
    },
    jobs: resting,
    deliverer: {
      ...resting,
      settlements: createSettlements({
        context,
        onFault: () => undefined,
        onAgain: () => undefined,
      }),
      isDue: () => false,
      claim: () => undefined,
      start: () => undefined,
      giveBack: () => undefined,
      recover: () => undefined,
    },
    alarm: { set: () => undefined },
    onFault: (_, error) => {
      throw error;
    },
  });
  const server = createServer((_, response) => {
    engine.arriving();
    engine.arrived(true);
    response.end();
  });
  onTestFinished(async () => {
    await engine.stop(0);
    server.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  engine.wake();
  const call = () =>
    new Promise<void>((resolve, reject) => {
      get({ host: '127.0.0.1', port, agent: false }, (response) => {
        response.resume().on('end', resolve);
      }).on('error', reject);
    });
  await Promise.all(Array.from({ length: CALLERS }, call));
  isBusy = false;
  expect(rounds).toBeLessThan(CALLERS / 2);
});
