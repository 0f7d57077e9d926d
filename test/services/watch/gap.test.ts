import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberLane } from '../../../src/domain/delivery/lane.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/domain/durations.ts';
import { noteGap } from '../../../src/services/watch/note-gap.ts';
import { tellGap } from '../../../src/services/watch/tell-gap.ts';
import { changeLinkMember } from '../../../src/store/people/link-members.ts';
import { memberByEmail } from '../../../src/store/people/members.ts';
import { latestRowId } from '../../../src/store/queue/outbox.ts';
import { auditEntries, gapRooms, outbox } from '../../../src/store/schema.ts';
import { eq, gt } from '../../../src/store/sqlite/drizzle.ts';
import { allOpenRooms, changeRoom } from '../../../src/store/talks/talk-rooms.ts';
import { countGapRooms, lastGap } from '../../../src/store/watch/gaps.ts';
import { readHeartbeat, saveHeartbeat } from '../../../src/store/watch/heartbeat.ts';
import { textsOf } from '../../helpers/people.ts';
import { linkAndTalk } from '../../helpers/story.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await linkAndTalk(world);
});
afterAll(() => world.stop());

const context = () => world.bridge.workspace.context;
const entries = () =>
  context().db.select().from(auditEntries).where(eq(auditEntries.action, 'bridge.gap')).all();
const shown = (name: string) => textsOf(world.tanaka.room(name));

test('a first start and a short restart are no gap', async () => {
  await world.restart();
  await world.restart(20 * SECOND_MS);
  expect(entries()).toHaveLength(0);
  expect(lastGap(context().db)).toBeNull();
});

test('after a stop, administrators and the rooms in use are told once, each in their language', async () => {
  await world.lineUser('佐藤次郎').says('トークID: tanaka');
  await world.tanaka.says('佐藤次郎', 'はじめまして');
  await world.later(2 * HOUR_MS);
  await world.lineUser('山田花子').says('こんにちは');
  await world.tanaka.says('山田花子', '/lang en');
  const idle = shown('佐藤次郎').length;
  await world.restart(30 * MINUTE_MS);
  expect(world.suzuki.lastAnswer).toBe(
    '11:00から11:30まで、システムが停止していたため、何も受信できませんでした。\n・LINE WORKSから送信されたメッセージや操作は届いておらず、あとから届くこともありません。停止前の1時間に使われていたトークルーム（1件）には、もう一度送信するようお知らせしています。\n・LINEユーザーのメッセージは、LINE Developersコンソールで「Webhookの再送」がオンの場合、あとからLINEが再送します。オフの場合は届きません。\n停止の原因は、サーバーのログをシステムの担当者に確認してもらってください。',
  );
  expect(shown('山田花子').at(-1)).toContain(
    '[Notice] The system was down from 11:00 to 11:30. Messages sent here in that time did not reach the LINE user. Please send them again.',
  );
  expect(shown('佐藤次郎')).toHaveLength(idle);
  expect(entries()).toMatchObject([{ outcome: 'recorded' }]);
  const [from, to] = [world.clock.now() - 30 * MINUTE_MS, world.clock.now()];
  expect(JSON.parse(entries()[0]?.facts ?? '')).toEqual({ from, to, rooms: 1 });
  const told = world.suzuki.answers.length;
  await world.restart();
  await world.later(HOUR_MS);
  expect(world.suzuki.answers).toHaveLength(told);
  expect(context().db.select().from(gapRooms).all()).toEqual([]);
  await world.suzuki.commands('状態');
  expect(world.suzuki.lastAnswer).toContain(
    '受信できなかった時間（最新）: 2026-11-22 11:00から2026-11-22 11:30まで',
  );
});

test('a crash leaves the last sign of life: a beat each half minute, or what came after it', () => {
  const { db, store, clock } = context();
  const start = () => store.transaction(() => noteGap(context()));
  const ago = (ms: number) => saveHeartbeat(db, clock.now() - ms);
  const before = lastGap(db)?.id;
  expect(clock.now() - (readHeartbeat(db) ?? 0)).toBeLessThanOrEqual(30 * SECOND_MS);

  // The clock was put back.
  ago(-HOUR_MS);
  start();
  expect(readHeartbeat(db)).toBe(clock.now());
  expect(lastGap(db)?.id).toBe(before);

  const lastEventAt = clock.now();
  world.clock.advance(HOUR_MS);
  ago(DAY_MS);
  start();
  expect(lastGap(db)).toMatchObject({ fromAt: lastEventAt, toAt: clock.now() });
});

test('a room that closes meanwhile is not told, and who has one room for all is told once', async () => {
  for (const name of ['佐藤次郎', '山田花子']) await world.lineUser(name).says('また来ました');
  const { db, store, clock } = context();
  const [room] = allOpenRooms(db);
  if (room === undefined) throw new Error('no room');
  const { memberId, id } = room;
  const told = (ready: () => void) =>
    store.transaction(() => {
      saveHeartbeat(db, clock.now());
      world.clock.advance(10 * MINUTE_MS);
      noteGap(context());
      const gapId = lastGap(db)?.id ?? 0;
      expect(countGapRooms(db, gapId)).toBe(2);
      ready();
      const before = latestRowId(db);
      expect(tellGap(context(), gapId)).toBeNull();
      const rows = db.select().from(outbox).where(gt(outbox.id, before)).all();
      return rows.map(({ lane }) => lane).filter((lane) => !lane.includes(suzuki));
    });
  const suzuki = memberByEmail(db, 'suzuki@midori')?.memberId ?? '';
  expect(told(() => undefined)).toHaveLength(2);
  const ofMember = memberLane(context().settings.bridgeBotId, memberId);
  expect(told(() => changeLinkMember(db, memberId, { roomMode: 'direct' }))).toEqual([ofMember]);
  changeLinkMember(db, memberId, { roomMode: 'room' });
  expect(told(() => changeRoom(db, id, { state: 'closed' }))).toHaveLength(1);
});
