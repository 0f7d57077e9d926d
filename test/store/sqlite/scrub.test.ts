import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { storedLane } from '../../../src/domain/delivery/lane.ts';
import {
  planScrub,
  planScrubAfterCall,
  scrub,
  scrubAfterCall,
} from '../../../src/services/audit/scrub.ts';
import { keepArrival } from '../../../src/store/queue/inbox.ts';
import { putRequest } from '../../../src/store/queue/requests.ts';
import { jobs } from '../../../src/store/schema.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';

/** When the log is emptied of erased words. */

const NOW = 1000;
let folder: string;
let store: Store;
let scrubs: number;
let isRead: boolean;
let context: Context;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-scrub-'));
  store = openNodeStore(folder);
  [scrubs, isRead] = [0, false];
  const counted = () => {
    scrubs += 1;
    return !isRead;
  };
  context = {
    db: store.db,
    store: { ...store, scrub: counted },
    clock: { now: () => NOW },
  } as Context;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const planned = () =>
  store.db
    .select()
    .from(jobs)
    .all()
    .map(({ kind, key, dueAt }) => [kind, key, dueAt]);

const arrives = (receivedAt: number) =>
  keepArrival(store.db, {
    key: 'key',
    platform: 'line',
    account: '1',
    verdict: 'act',
    body: '{}',
    receivedAt,
  });

test('erasures that come together share one scrub, soon', () => {
  planScrub(context);
  planScrub(context);
  expect(planned()).toEqual([['scrub', '', NOW + 300]]);
  expect(scrub(context, 0)).toBeNull();
  expect(scrubs).toBe(1);
});

test('a flood goes first, but not for ever', () => {
  arrives(NOW);
  expect(scrub(context, 0)).toBe(500);
  expect(scrub(context, 19)).toBe(500);
  expect(scrubs).toBe(0);
  expect(scrub(context, 20)).toBeNull();
  expect(scrubs).toBe(1);
});

test('while the database is being read, the scrub is tried again', () => {
  isRead = true;
  expect(scrub(context, 0)).toBe(1000);
  isRead = false;
  expect(scrub(context, 1)).toBeNull();
});

test('a call that was under way comes first; one that began later is not waited for', () => {
  const lane = storedLane('room:1:line-works');
  const request = {
    lane,
    step: 'say-in-channel',
    rowIds: [1],
    address: '{}',
    body: '{}',
    retryKey: null,
    replyToken: null,
    replyReceivedAt: null,
    inFlight: true,
    attempts: 1,
    unclear: 0,
    firstAttemptAt: NOW - 10,
    lastAttemptAt: NOW - 10,
  };
  putRequest(store.db, request);
  planScrubAfterCall(context, lane);
  expect(planned()).toEqual([['scrub-after-call', lane, NOW + 500]]);
  expect(scrubAfterCall(context, lane, NOW)).toBe(500);
  putRequest(store.db, { ...request, lastAttemptAt: NOW + 1 });
  expect(scrubAfterCall(context, lane, NOW)).toBeNull();
  putRequest(store.db, { ...request, inFlight: false });
  expect(scrubAfterCall(context, lane, NOW)).toBeNull();
  expect(planned()).toContainEqual(['scrub', '', NOW + 300]);
});
