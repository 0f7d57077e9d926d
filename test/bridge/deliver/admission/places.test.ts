import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileGate, type FileGate } from '../../../../bridge/deliver/admission/file-gate.ts';
import {
  createPlatformHealth,
  type PlatformHealth,
} from '../../../../bridge/deliver/admission/health.ts';
import { createPushGate, type PushGate } from '../../../../bridge/deliver/admission/push-gate.ts';
import { createRateBook, type RateBook } from '../../../../bridge/deliver/admission/rate-book.ts';
import { createDeliverer, type Deliverer } from '../../../../bridge/deliver/loop/deliverer.ts';
import { createRound } from '../../../../bridge/round.ts';
import type { Context } from '../../../../src/context.ts';
import type { Outcome } from '../../../../src/domain/delivery/outcome.ts';
import { botId, channelId, lineUserId, memberId } from '../../../../src/domain/ids.ts';
import { createMediaLinks } from '../../../../src/media/links.ts';
import { showQr } from '../../../../src/services/members/welcome.ts';
import { tellLineUser, tellMember } from '../../../../src/services/say/say.ts';
import { saveProfile } from '../../../../src/store/line/line-users.ts';
import { registerAccount } from '../../../../src/store/line/official-accounts.ts';
import { openNodeStore } from '../../../../src/store/sqlite/node.ts';
import type { Store } from '../../../../src/store/sqlite/store.ts';
import { type ManualClock, manualClock } from '../../../helpers/clock.ts';

/**
 * A claim takes up to four places: the probe of a platform in trouble, a push, a file, a call
 * within the limit. All come back when it cannot be written, or when the engine throws.
 */

const BOT = botId('2000001');
const OA = channelId('1657000001');
const TANAKA = memberId('tanaka');
const HANAKO = lineUserId(`U${'1'.repeat(32)}`);
const FILES = 1;

let folder: string;
let store: Store;
let clock: ManualClock;
let rates: RateBook;
let gate: PushGate;
let health: PlatformHealth;
let files: FileGate;
let deliverer: Deliverer;
let round: () => boolean;
let answers: Outcome<never>[];
let calls: number;
let faults: string[];

/** Throws after all writes, as a commit on a full disk does. */
let failsAtCommit: boolean;
/** The disk is full whenever a lane of LINE WORKS is claimed. */
let isFullForWorks: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-claims-'));
  store = openNodeStore(folder);
  clock = manualClock();
  const book = createRateBook(clock, 'standard');
  rates = {
    ...book,
    take: (...asked) => {
      if (isFullForWorks) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
      return book.take(...asked);
    },
  };
  gate = createPushGate(clock);
  health = createPlatformHealth(clock);
  files = createFileGate(FILES);
  answers = [];
  calls = 0;
  faults = [];
  failsAtCommit = false;
  isFullForWorks = false;
  const context = contextOver({
    ...store,
    transaction: (work) => store.transaction(() => endingFull(work)),
    asOne: (work) => store.asOne(() => endingFull(work)),
  });
  registerAccount(store.db, OA, true, null);
  saveProfile(store.db, HANAKO, { displayName: '花子', language: 'ja', pictureUrl: null }, 1);
  const call = async () => {
    calls += 1;
    return answers.shift() ?? { kind: 'unclear' as const, reason: 'cut-off' as const, detail: '' };
  };
  const platform = new Proxy({}, { get: () => call });
  deliverer = createDeliverer({
    context,
    // All calls of both platforms get the same answer.
    platforms: Object.assign(Object.create(null), { line: platform, works: platform }),
    rates,
    gate,
    health,
    calls: { note: () => undefined },
    files,
    mostInFlight: 20,
    settleAgainMs: 1,
    onEnded: () => undefined,
    onFreed: () => undefined,
    onFault: (what) => faults.push(what),
  });
  round = createRound({
    context,
    waiting: { isNow: () => false },
    relay: () => 0,
    deliverer,
    onFault: (what) => faults.push(what),
  });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const endingFull = <Result>(work: () => Result): Result => {
  const result = work();
  if (failsAtCommit) throw new Error('disk full');
  return result;
};

const contextOver = (over: Store): Context => ({
  store: over,
  db: store.db,
  clock,
  chance: { token: () => 'token', uuid: () => crypto.randomUUID(), fraction: () => 0.5 },
  media: createMediaLinks({
    secretKey: 'x'.repeat(43),
    publicUrl: 'https://bridge.test',
    linkMs: 1000,
  }),
  settings: {
    companyName: 'みどり商店',
    adminUsers: [],
    domainId: '1',
    publicUrl: 'https://bridge.test',
    bridgeBotId: BOT,
    adminBotId: null,
    plan: 'standard',
    retryScheduleMs: [1000],
    worksStaleMs: 600_000,
    directoryPollMs: 300_000,
    stickerPictures: 'off',
    auditRetentionMs: null,
    mediaRetentionMs: null,
    mediaTotalBytes: null,
  },
});

const pump = () => {
  try {
    round();
  } catch {
    // The engine rests for a second and comes back.
  }
  clock.advance(31_000);
};
const callsEnd = async () => {
  while (deliverer.inFlight.size > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    deliverer.settlements.writeEach();
    deliverer.settlements.tryAgain();
  }
};

/** Every place is free: as many can be taken as ever. */
function expectAllFree(): void {
  expect(files.free('line')).toBe(FILES);
  expect(files.free('line-works')).toBe(FILES);
  for (const api of ['user-message', 'attachment'] as const) {
    rates.read(api, { limit: 50, remaining: 50, resetMs: 60_000 });
    let taken = 0;
    while (rates.take(api) === 'taken') taken += 1;
    // The answer just read belongs to a call that counts as under way.
    expect(taken).toBeGreaterThanOrEqual(50);
  }
  for (const lane of ['a', 'b']) expect(gate.take(OA, lane)).toBe(true);
  for (const host of ['line', 'line-works'] as const) {
    if (health.isPaused(host)) expect(health.mayCall(host, 'another')).toBe('probe');
  }
}

const ERRANDS: readonly [string, (context: Context) => void][] = [
  ['a call within the limit', (context) => tellMember(context, BOT, TANAKA, { text: 'a' })],
  [
    'a push',
    (context) =>
      tellLineUser(context, { channelId: OA, lineUserId: HANAKO }, 'help', { text: 'a' }),
  ],
  [
    'a notice by push',
    (context) =>
      tellLineUser(context, { channelId: OA, lineUserId: HANAKO }, 'absent', { text: 'a' }),
  ],
  ['a file', (context) => showQr(context, { botId: BOT, memberId: TANAKA }, 'https://line.me/')],
];
const isProbing = [false, true];
const cases = ERRANDS.flatMap(([what, queue]) =>
  isProbing.map((probes) => [probes ? `${what}, as a probe` : what, queue, probes] as const),
);

describe.each(cases)('%s', (_, queue, probes) => {
  beforeEach(() => {
    queue(contextOver(store));
    if (!probes) return;
    for (const host of ['line', 'line-works'] as const) {
      for (const lane of ['x', 'y', 'z']) health.fault(host, lane);
    }
    clock.advance(1000);
  });

  test('neither the claim nor its fault can be written', () => {
    for (const table of ['requests', 'outbox']) {
      for (const event of ['INSERT', 'UPDATE']) {
        store.db.run(
          sql.raw(
            `CREATE TRIGGER full_${table}_${event} BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
          ),
        );
      }
    }
    for (let n = 0; n < 3; n += 1) pump();
    expect(calls).toBe(0);
    expectAllFree();
  });

  test('the claim cannot be written, but its row is set aside', () => {
    store.db.run(
      sql`CREATE TRIGGER full BEFORE INSERT ON requests BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    for (let n = 0; n < 5; n += 1) pump();
    expect(calls).toBe(0);
    expectAllFree();
  });

  test('the commit fails', () => {
    failsAtCommit = true;
    for (let n = 0; n < 3; n += 1) pump();
    expect(calls).toBe(0);
    expectAllFree();
  });

  test('writing its outcome throws', async () => {
    failsAtCommit = false;
    round();
    failsAtCommit = true;
    await new Promise((resolve) => setImmediate(resolve));
    for (let n = 0; n < 5; n += 1) pump();
    expect(deliverer.inFlight.size).toBe(1);
    failsAtCommit = false;
    pump();
    await callsEnd();
    expect(calls).toBe(1);
    clock.advance(61_000);
    expectAllFree();
  });

  test.each<Outcome<never>>([
    { kind: 'unclear', reason: 'timeout', detail: '' },
    { kind: 'retry', reason: 'unavailable', afterMs: null, detail: '' },
    { kind: 'refused', reason: 'quota', status: 429, detail: '' },
    { kind: 'retry', reason: 'none-free', afterMs: 1000, detail: '' },
    { kind: 'withheld' },
  ])('it ends as $kind', async (outcome) => {
    answers.push(outcome);
    round();
    await callsEnd();
    expect(calls).toBe(1);
    clock.advance(61_000);
    expectAllFree();
  });
});

test('SQLite finds the disk full in the middle of a round, and it is free again later', async () => {
  const context = contextOver(store);
  for (const name of ['a', 'b', 'c']) {
    tellMember(context, BOT, memberId(name), { text: 'あ'.repeat(2000) });
  }
  const most = (pages: number) => store.db.run(sql.raw(`PRAGMA max_page_count = ${pages}`));
  // As many as there are.
  most(1);
  for (let n = 0; n < 5; n += 1) pump();
  expect(calls).toBeLessThan(3);
  expectAllFree();
  most(1_000_000);
  for (let n = 0; n < 3; n += 1) {
    round();
    await callsEnd();
    clock.advance(60_000);
  }
  expect(calls).toBeGreaterThanOrEqual(3);
});

test('an outcome keeps its places until it can be written', async () => {
  tellMember(contextOver(store), BOT, TANAKA, { text: 'a' });
  round();
  failsAtCommit = true;
  await new Promise((resolve) => setImmediate(resolve));
  pump();
  expect(faults).toEqual(['settle']);
  failsAtCommit = false;
  pump();
  await callsEnd();
  expectAllFree();
});

test.each([
  ['unreachable', true],
  ['none-free', false],
] as const)('three lanes that ended %s: paused is %s', async (reason, paused) => {
  for (const name of ['a', 'b', 'c']) {
    tellMember(contextOver(store), BOT, memberId(name), { text: name });
    answers.push({ kind: 'retry', reason, afterMs: 1000, detail: '' });
  }
  round();
  await callsEnd();
  expect(calls).toBe(3);
  expect(health.isPaused('line-works')).toBe(paused);
});

test('an unwritten claim costs the others neither their place nor their turn', async () => {
  const context = contextOver(store);
  for (const name of ['a', 'b', 'c', 'd']) {
    tellMember(context, BOT, memberId(name), { text: name });
  }
  store.db.run(
    sql`CREATE TRIGGER bug BEFORE INSERT ON requests WHEN NEW.lane LIKE '%:c' BEGIN SELECT RAISE(ABORT, 'bug'); END`,
  );
  for (let n = 0; n < 6; n += 1) {
    answers.push({ kind: 'refused', reason: 'forbidden', status: 403, detail: '' });
  }
  for (let n = 0; n < 2; n += 1) {
    round();
    await callsEnd();
  }
  expect(calls).toBe(3);
  expectAllFree();
});

test('one platform’s claims leave, or are free again, though the other’s throw', async () => {
  const context = contextOver(store);
  tellLineUser(context, { channelId: OA, lineUserId: HANAKO }, 'help', { text: 'a' });
  tellMember(context, BOT, TANAKA, { text: 'b' });
  isFullForWorks = true;
  answers.push({ kind: 'refused', reason: 'forbidden', status: 403, detail: '' });
  pump();
  expect(calls).toBe(1);
  await callsEnd();
  isFullForWorks = false;
  pump();
  await callsEnd();
  expect(calls).toBe(2);
  clock.advance(61_000);
  expectAllFree();
});

test('few lanes without a person’s words are claimed at once: a crash may repeat them', () => {
  const context = contextOver(store);
  for (let n = 0; n < 12; n += 1) tellMember(context, BOT, memberId(`m${n}`), { text: 'a' });
  round();
  expect(deliverer.inFlight.size).toBe(8);
  round();
  expect(deliverer.inFlight.size).toBe(12);
});
