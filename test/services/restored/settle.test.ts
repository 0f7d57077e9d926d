import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/durations.ts';
import { memberId, type TalkRoomId } from '../../../src/domain/ids.ts';
import { changeLinkMember, readLinkMember } from '../../../src/store/people/link-members.ts';
import { planJob } from '../../../src/store/queue/jobs.ts';
import { heldMessages, jobs, restorations, roomRuns } from '../../../src/store/schema.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { heldBy, openQuestions } from '../../../src/store/talks/questions.ts';
import { beginRoomRun } from '../../../src/store/talks/room-runs.ts';
import { allOpenRooms, markClosed, readRoom } from '../../../src/store/talks/talk-rooms.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/* What waits in a copy: each kind of it, in one database that is started as a copy. */

let world: World;
let closing: TalkRoomId;
let moving: TalkRoomId;
const NAMES = ['山田花子', '次郎', '三郎', '四郎'];
const COPIED_JOBS = [
  ...['heartbeat', 'watch', 'resend', 'tell-gap', 'tell-failed-events', 'tell-results', 'greet'],
  ...['room-run', 'register', 'expire-question', 'doctor', 'retain', 'remove-blobs'],
];
let before: {
  readonly entry: number;
  readonly told: ReadonlyMap<string, number>;
  readonly suzuki: number;
};
const db = () => world.bridge.workspace.context.db;
const sato = () => memberId(world.sato.user.userId);
const tanaka = () => memberId(world.tanaka.user.userId);
const roomOf = (name: string): TalkRoomId => {
  const { userId } = world.lineUser(name).user;
  const room = allOpenRooms(db()).find(({ lineUserId }) => lineUserId === userId);
  if (room === undefined) throw new Error(`${name} has no room`);
  return room.id;
};
const since = (action: string) =>
  auditOf(world).filter((entry) => entry.id > before.entry && entry.action === action);
const answers = () => world.suzuki.answers.slice(before.suzuki);

beforeAll(async () => {
  world = await startLinkedWorld();
  const hanako = world.lineUser('山田花子');
  for (const talkId of ['tanaka', 'sato']) await hanako.says(`トークID: ${talkId}`);
  for (const name of ['次郎', '三郎']) await world.lineUser(name).says('トークID: tanaka');
  await world.tanaka.says('山田花子', 'こんにちは');
  await hanako.says('だれに？');
  await hanako.says('どちらかに');
  expect(openQuestions(db())).toHaveLength(1);
  // Received, and not relayed at the first try.
  db().run(sql`CREATE TRIGGER bug BEFORE INSERT ON audit_entry_rows
    WHEN NEW.action = 'message.receive' BEGIN SELECT RAISE(ABORT, 'bug'); END`);
  await world.tanaka.says('三郎', 'まだ読まれていません');
  db().run(sql`DROP TRIGGER bug`);

  // A room that is being made, and its first message.
  world.works.faults.failNext({ api: 'create-channel', times: 1, action: 'cut' });
  await world.lineUser('四郎').says('トークID: tanaka');
  await world.lineUser('四郎').says('はじめまして');

  // As they stand while the bridge is at work on them.
  const { context } = world.bridge.workspace;
  const at = context.clock.now();
  context.store.transaction(() => {
    changeLinkMember(db(), sato(), { status: 'retrying' });
    const run = { actor: SYSTEM, undelivered: 0, startedAt: at };
    [closing, moving] = [roomOf('次郎'), roomOf('三郎')];
    const reason = 'closed-by-admin';
    markClosed(db(), [closing], { closedAt: at, closedReason: reason, closedEntry: 0 });
    beginRoomRun(db(), { ...run, kind: 'close', reason, fromMember: null, toMember: null }, [
      closing,
    ]);
    beginRoomRun(
      db(),
      { ...run, kind: 'hand-over', reason: null, fromMember: tanaka(), toMember: sato() },
      [moving],
    );
    const dueAt = at + 30 * DAY_MS;
    for (const kind of COPIED_JOBS) planJob(db(), { kind, key: 'copied', payload: {}, dueAt });
    db().insert(restorations).values({ source: 'backup', madeAt: at }).run();
  });
  before = {
    entry: auditOf(world).at(-1)?.id ?? 0,
    told: new Map(NAMES.map((name) => [name, world.lineUser(name).received.length])),
    suzuki: world.suzuki.answers.length,
  };
  await world.restart(HOUR_MS);
});
afterAll(() => world.stop());

test('the administrators are told once, in numbers, and no LINE user anything', () => {
  expect(answers()).toHaveLength(1);
  expect(answers()[0]).toContain('から復元して開始しました');
  expect(answers()[0]?.match(/: \d+件/gu)).toEqual([1, 2, 1, 1, 1, 2].map((n) => `: ${n}件`));
  for (const name of NAMES) {
    expect([name, world.lineUser(name).received.length]).toEqual([name, before.told.get(name)]);
  }
  const [entry, ...more] = since('workspace.restore');
  expect(more).toEqual([]);
  expect(JSON.parse(entry?.facts ?? '')).toMatchObject({
    ...{ source: 'backup', messages: 1, held: 2, notices: 1, events: 1, registrations: 1, runs: 2 },
  });
  // An hour lies between the copy and its start: the original was running then.
  expect(since('bridge.gap')).toEqual([]);
});

test('held messages end uncertain with their question, and the next one is asked about anew', async () => {
  expect(since('message.expire').map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['uncertain', 'restored'],
    ['uncertain', 'restored'],
  ]);
  expect(openQuestions(db())).toEqual([]);
  expect(db().select().from(heldMessages).all()).toEqual([]);
  await world.lineUser('山田花子').says('もう一度');
  const [question, ...more] = openQuestions(db());
  expect(more).toEqual([]);
  expect(heldBy(db(), question?.id ?? 0)).toHaveLength(1);
});

test('what was received and not relayed is set aside, and relayed when somebody asks for it', async () => {
  const heard = () =>
    world.lineUser('三郎').received.filter(({ text }) => text === 'まだ読まれていません').length;
  expect(heard()).toBe(0);
  expect(since('event.fail')).toMatchObject([{ outcome: 'failed', reason: 'restored' }]);
  await world.suzuki.commands('イベント 一覧');
  expect(world.suzuki.lastAnswer).toContain('LINE WORKS: 田中 花 → 三郎');
  await world.suzuki.presses('再実行する');
  expect(heard()).toBe(1);
});

test('a room that was being made is made with the next word, and what waited for it is listed', async () => {
  await world.suzuki.commands('配信 一覧');
  expect(world.suzuki.lastAnswer).toContain('四郎 → 田中 花');
  await world.lineUser('四郎').says('もしもし');
  expect(textsOf(world.tanaka.room('四郎'))).toEqual(['もしもし']);
});

test('a registration fails with a reason of its own, and can be taken up', async () => {
  expect(readLinkMember(db(), sato())).toMatchObject({ status: 'failed', reason: 'restored' });
  await world.suzuki.commands('メンバー 再試行 all');
  await world.settle();
  expect(readLinkMember(db(), sato())).toMatchObject({ status: 'available', reason: null });
});

test('runs end: what was to close is closed without a goodbye, what was to move stays', () => {
  expect(db().select().from(roomRuns).all()).toEqual([]);
  expect(readRoom(db(), closing)).toMatchObject({ state: 'closed', withdrawnTold: true });
  expect(since('room.close').map(({ roomId, reason }) => [roomId, reason])).toEqual([
    [closing, 'closed-by-admin'],
  ]);
  expect(readRoom(db(), closing)?.closedEntry).toBe(since('room.close')[0]?.id);
  expect(readRoom(db(), moving)).toMatchObject({ state: 'open', memberId: tanaka() });
});

test('only jobs that say nothing go on; what watches is planned by the start', () => {
  const planned = db().select().from(jobs).all();
  const copied = planned.filter(({ key }) => key === 'copied').map(({ kind }) => kind);
  expect(copied.toSorted()).toEqual(['remove-blobs', 'retain']);
  const started = planned.filter(({ key }) => key === '').map(({ kind }) => kind);
  expect(started).toEqual(expect.arrayContaining(['heartbeat', 'watch', 'housekeeping']));
});
